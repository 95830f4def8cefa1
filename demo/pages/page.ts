// A whole page, in light and dark. What is marked `data-live` is looked at again and again, and put in place when it changed.
import { Html, html } from './html.ts';
import type { Language } from './words.ts';

const LOOK_MS = 1000;

const STYLE = `
:root { color-scheme: light dark; --ground: #f3f1ec; --paper: #fff; --ink: #23211d; --quiet: #5d5a52; --line: #d9d5cb; --accent: #a8361d; --soft: #f0ebe0; }
[data-phone=iphone] { --accent: #0a5fd0; } [data-phone=android] { --accent: #5b46a8; } [data-phone=outlook] { --accent: #0f5e9c; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #171614; --paper: #22211e; --ink: #eceae4; --quiet: #aaa69b; --line: #3d3b36; --accent: #f0886f; --soft: #2e2c28; }
  [data-phone=iphone] { --accent: #7db5ff; } [data-phone=android] { --accent: #c3b4ff; } [data-phone=outlook] { --accent: #7cc2f5; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
h1, h2, h3, p, ul, dl, dd, fieldset { margin: 0; padding: 0; border: 0; } ul { list-style: none; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
.quiet, small { color: var(--quiet); font-size: .875rem; } small { display: block; }
button, .button { font: inherit; color: var(--accent); background: none; border: 1px solid transparent; border-radius: 999px; padding: .35rem .9rem; cursor: pointer; }
button.main, .button.main { background: var(--accent); color: var(--paper); } .danger { color: #b3261e; border-color: currentColor; }
@media (prefers-color-scheme: dark) { .danger { color: #ffb4ab; } }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
input, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .5rem; padding: .45rem .65rem; width: 100%; min-width: 0; }
.desk { max-width: 84rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; display: grid; gap: 1rem; }
.desk > header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; justify-content: space-between; }
.desk h1 { font-size: 1.75rem; } nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: underline; }
.users { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; } .desk > p { max-width: 50rem; }
code { background: var(--soft); border-radius: .25rem; padding: .05rem .3rem; overflow-wrap: anywhere; }
.phones { display: grid; gap: 2rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); margin-top: .5rem; }
section { display: grid; gap: 1rem; align-content: start; justify-items: center; } section h2 { font-size: 1rem; }
.shell { width: 100%; max-width: 20.5rem; padding: .8rem .6rem; background: #1c1c1e; border-radius: 2.6rem; box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / .25); border: 1px solid #48484a; }
[data-phone=android] .shell { border-radius: 1.8rem; } [data-phone=outlook] .shell { border-radius: 1.2rem; }
iframe { display: block; width: 100%; height: 36rem; border: 0; border-radius: 2rem; background: var(--paper); }
[data-phone=android] iframe { border-radius: 1.3rem; } [data-phone=outlook] iframe { border-radius: .7rem; }
.panel { width: 100%; max-width: 24rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; display: grid; gap: .5rem; }
.panel h3 { font-size: .875rem; color: var(--quiet); font-weight: 600; } .panel h3 + * { margin-bottom: .5rem; }
.panel [data-live] { min-height: 8rem; display: grid; gap: .4rem; align-content: start; }
.state { font-weight: 600; } .state[data-health=waiting], .state[data-health=sign-in-needed], .state[data-health=failing] { border-left: 4px solid var(--accent); padding-left: .6rem; }
.mishaps { display: grid; gap: .7rem; } .mishaps button { border-color: var(--quiet); width: 100%; } .mishaps .danger { border-color: currentColor; } .mishaps small { margin-top: .25rem; }
.phone { background: var(--paper); min-height: 100vh; padding: 0 .75rem 2rem; display: grid; gap: .75rem; align-content: start; }
.phone header { position: sticky; top: 0; background: var(--paper); display: flex; justify-content: space-between; align-items: center; padding: .75rem 0 .25rem; }
.phone h1 { font-size: 1.4rem; overflow-wrap: anywhere; } .phone header .button { padding-inline: .4rem; } .phone header .main { padding-inline: .9rem; }
[data-phone=iphone] .phone input[type=search], input[type=search] { border-radius: 999px; }
.people li + li { border-top: 1px solid var(--line); }
.people a { display: flex; gap: .75rem; align-items: center; padding: .5rem 0; color: inherit; } .people strong { font-weight: 500; overflow-wrap: anywhere; }
.face { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--soft); color: var(--ink); display: grid; place-items: center; font-size: .9rem; object-fit: cover; }
.card { display: grid; justify-items: center; gap: .3rem; text-align: center; padding: .5rem 0 1rem; } .card .face { width: 5.5rem; height: 5.5rem; font-size: 1.8rem; }
dl { background: var(--soft); border-radius: .75rem; padding: 0 .9rem; } dl div { padding: .6rem 0; } dl div + div { border-top: 1px solid var(--line); }
dt { font-size: .8rem; color: var(--quiet); } dd { overflow-wrap: anywhere; white-space: pre-line; }
form { display: grid; gap: .75rem; } label, legend { font-size: .875rem; color: var(--quiet); } label { display: grid; gap: .2rem; } label input, label textarea { color: var(--ink); font-size: 1rem; }
.pair { display: grid; grid-template-columns: 2fr 3fr; gap: .4rem; margin-top: .3rem; }
@media (prefers-reduced-motion: no-preference) { .fresh { animation: fresh 2s; } @keyframes fresh { from { background: var(--soft); } } }
`;

/** Runs in the browser. */
const SCRIPT = `
const find = document.querySelector('[data-find]');
const narrow = () => { for (const one of document.querySelectorAll('.people li')) one.hidden = !one.textContent.toLowerCase().includes((find?.value ?? '').toLowerCase()); };
find?.addEventListener('input', narrow);
if (document.querySelector('[data-live]')) setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [old, next] = [document, now].map((one) => [...one.querySelectorAll('[data-live]')]);
  if (next.length === 0) { location.replace(answer.url); return; }
  old.forEach((one, at) => { if (next[at] && one.innerHTML !== next[at].innerHTML) { one.innerHTML = next[at].innerHTML; one.classList.add('fresh'); one.addEventListener('animationend', () => one.classList.remove('fresh'), { once: true }); } });
  narrow();
}, ${LOOK_MS});
`;

export function page(title: string, language: Language, content: Html): string {
  const { text } =
    html`<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${new Html(STYLE)}</style></head><body>${content}<script type="module">${new Html(SCRIPT)}</script></body></html>`;
  return text;
}
