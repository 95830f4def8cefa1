// The desk: the phones beside each other, what Rubrica says of each, and what can be broken.
import type { Answer } from '../../src/http/contract/contract.ts';
import { type Connected, USERS } from '../world/fill-rubrica.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { LANGUAGES, type Language, WORDS, type Words } from './words.ts';

const NAMES: Record<Language, string> = { en: 'English', it: 'Italiano', es: 'Español' };

/** English without a country has its afternoons in letters. */
const LOCALES: Record<Language, string> = { en: 'en-GB', it: 'it', es: 'es' };

/** Null: the account is there no more. */
export type Found = Answer<'getAccount'> | null;

export function deskPage(
  rubrica: string,
  found: readonly (readonly [Connected, Found])[],
  language: Language,
): string {
  const words = WORDS[language];
  return page(
    `${words.title} · Rubrica`,
    language,
    html`<main class="desk"><header><h1>${words.title}</h1><nav>${LANGUAGES.map(
      (one) =>
        html`<a href="/?lang=${one}" lang="${one}"${one === language && html` aria-current="true"`}>${NAMES[one]}</a> `,
    )}</nav></header>
<p>${words.lead}</p>
<div class="users"><a class="button main" href="${rubrica}" target="_blank" rel="noopener">${words.open}</a><ul>${Object.values(
      USERS,
    ).map(
      ({ name, email, password }) =>
        html`<li>${words.users} <strong>${name}</strong>: <code>${email}</code>, ${words.password} <code>${password}</code></li>`,
    )}</ul></div>
<p class="quiet">${words.tries}</p>
<div class="phones">${found.map(([connected, account]) => onePhone(rubrica, connected, account, language, words))}</div></main>`,
  );
}

function onePhone(
  rubrica: string,
  connected: Connected,
  account: Found,
  language: Language,
  words: Words,
): Html {
  const { phone, user } = connected;
  const title = words.phones[phone.id](user.name.split(' ')[0]!);
  return html`<section data-phone="${phone.id}" aria-labelledby="of-${phone.id}"><h2 id="of-${phone.id}">${title}</h2>
<div class="shell"><iframe src="/phones/${phone.id}?lang=${language}" title="${title}"></iframe></div>
<div class="panel"><h3>${words.saysNow}</h3><div data-live="${phone.id}">${says(rubrica, connected, account, language, words)}</div>
<h3>${words.breakIt}</h3><ul class="mishaps">${phone.mishaps.map(({ kind, on }) => {
    const { do: name, takeBack = name, outcome } = words.mishaps[kind];
    return html`<li><form method="post" action="/phones/${phone.id}/break?${new URLSearchParams({ lang: language, what: kind }).toString()}"><button${on?.() && html` class="danger"`}>${on?.() ? takeBack : name}</button></form><small>${outcome}</small></li>`;
  })}</ul></div></section>`;
}

function says(
  rubrica: string,
  { phone, user, account: id }: Connected,
  account: Found,
  language: Language,
  words: Words,
): Html {
  if (!account) return html`<p class="state">${words.away}</p>`;
  const owner = user.name.split(' ')[0]!;
  const { health, waiting, run, lastCheckedAt } = account;
  const time = lastCheckedAt ? new Date(lastCheckedAt).toLocaleTimeString(LOCALES[language]) : '…';
  const held = Object.values(waiting?.classes ?? {}).reduce((sum, count) => sum + count, 0);
  const isBusy = run?.state === 'running' || run?.state === 'queued';
  const state = {
    fresh: words.inStep(time),
    delayed: words.inStep(time),
    waiting: words.waiting(held, owner),
    'sign-in-needed': words.signInNeeded(owner),
    failing: words.failing,
    paused: words.paused,
  }[health];
  const counts = run && words.counts(run.counts.updated, run.counts.pushed, run.counts.queued);
  return html`<p class="state" data-health="${health}">${isBusy && health === 'fresh' ? words.busy : state}</p>
${health === 'sign-in-needed' && phone.password && html`<p><strong>${words.newPassword(phone.password())}</strong></p>`}
${health === 'fresh' && counts && html`<p class="quiet">${counts}</p>`}
<p><a href="${rubrica}/accounts/${id}" target="_blank" rel="noopener">${words.decide}</a></p>`;
}
