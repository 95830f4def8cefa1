import { escaped } from './answer.ts';

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1f1f1f; background: #f0f4f9; margin: 0; }
main { max-width: 46rem; margin: 2rem auto; padding: 2rem; background: #fff; border-radius: 1.5rem; }
h1 { font-size: 1.5rem; font-weight: 500; margin: 0 0 1rem; }
a { color: #0b57d0; text-decoration: none; }
.rows { list-style: none; padding: 0; }
.rows li { padding: .6rem 0; border-bottom: 1px solid #e3e8ee; display: flex; gap: 1rem; align-items: center; }
.rows li > :first-child { flex: 1; }
.quiet { color: #5f6368; font-size: .9rem; }
.warning { background: #fef7e0; padding: .75rem 1rem; border-radius: .75rem; }
.buttons { display: flex; gap: .5rem; justify-content: flex-end; flex-wrap: wrap; }
button, .button { font: inherit; border: 1px solid #747775; background: #fff; border-radius: 2rem; padding: .4rem 1.25rem; cursor: pointer; color: #0b57d0; }
button.main, .button.main { background: #0b57d0; border-color: #0b57d0; color: #fff; }
input:not([type=checkbox]), textarea, select { font: inherit; padding: .45rem .7rem; border: 1px solid #747775; border-radius: .5rem; width: 100%; box-sizing: border-box; }
label { display: block; margin: .5rem 0; }
.pair { display: grid; grid-template-columns: 1fr 2fr; gap: .5rem; margin: .35rem 0; }
.badge { background: #e8f0fe; border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; margin-left: .3rem; }
@media (prefers-color-scheme: dark) {
  body { background: #111; color: #e3e3e3; } main { background: #1e1f20; } a, button, .button { color: #a8c7fa; }
  button, .button, input:not([type=checkbox]), textarea, select { background: #1e1f20; border-color: #8e918f; color: inherit; }
  .rows li { border-color: #444; } .warning { background: #4a3b00; } .badge { background: #28406b; } .quiet { color: #aaa; }
}`;

/** A whole page around `content`, which must be escaped already. */
export function page(title: string, content: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style></head><body><main>${content}</main></body></html>`;
}
