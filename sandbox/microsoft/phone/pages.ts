import { type Answer, escaped, html, redirect } from '../../server/answer.ts';
import { page } from '../../server/page.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Request, World } from '../world.ts';
import { changesOfForm, editForm } from './forms.ts';
import { type Card, PhoneBook } from './owner.ts';

/** Contacts on one page of the list. */
const shown = 100;

const phoneUrl = (params: Record<string, string>, path = ''): string =>
  escaped(`/phone${path}?${new URLSearchParams(params)}`);

const missing = (): Answer => html(404, page('Not found', '<h1>Not found</h1>'));

/** Outlook of a mailbox's owner: /phone lists, /phone/edit shows one contact; forms are sent to /phone/save and so on. */
export function phonePage(request: Request, world: World): Answer {
  try {
    return answerTo(request, world);
  } catch (error) {
    // What the mailbox does not take, and what is not there any more, is said on the page.
    return html(400, page('Not possible', `<h1>Not possible</h1><p>${escaped(String(error))}</p>`));
  }
}

function answerTo({ query, path, verb, body }: Request, world: World): Answer {
  const mailbox = world.mailboxes.find(({ email }) => email === query.get('user')) ?? world.mailboxes[0];
  if (!mailbox) return missing();
  const book = new PhoneBook(mailbox, world);
  const id = query.get('contact') ?? '';
  const place = { user: mailbox.email, folder: query.get('folder') ?? 'contacts' };
  if (verb === 'POST') return act(path, book, place, id, new URLSearchParams(body.toString('utf8')));
  if (path === '/phone') return html(200, listPage(world, mailbox, book, query));
  if (path !== '/phone/edit') return missing();
  return html(200, editPage(place, book, book.get(id)));
}

/** Whose mailbox is looked at, and which folder. */
interface Place extends Record<string, string> {
  user: string;
  folder: string;
}

function act(path: string, book: PhoneBook, place: Place, id: string, form: URLSearchParams): Answer {
  if (path === '/phone/delete') book.remove(id);
  else if (path === '/phone/restore') book.restore(id);
  else if (path === '/phone/copy') book.copy(id);
  else if (path === '/phone/move') book.move(id, form.get('to') ?? 'contacts');
  else if (path === '/phone/folder') book.createFolder(form.get('name') || 'Nuova cartella');
  else if (path === '/phone/save') {
    const changes = changesOfForm(form, book.get(id));
    if (id === '') book.create(changes, place.folder);
    else if (Object.keys(changes).length > 0) book.edit(id, changes);
  } else return missing();
  return redirect(`/phone?${new URLSearchParams(place)}`);
}

const titleOf = ({ displayName, companyName, emailAddresses, mobilePhone }: Card): string =>
  displayName || companyName || emailAddresses?.[0]?.address || mobilePhone || '(no name)';

function listPage(
  world: World,
  { email: user, name }: Mailbox,
  book: PhoneBook,
  query: URLSearchParams,
): string {
  const folder = query.get('folder') ?? 'contacts';
  const wanted = (query.get('q') ?? '').toLowerCase();
  const from = Math.max(0, Number(query.get('from') ?? 0) || 0);
  const all = book.list(folder);
  const found = wanted === '' ? all : all.filter((one) => JSON.stringify(one).toLowerCase().includes(wanted));
  const place = { user, folder };
  const folders = [{ id: 'contacts', displayName: 'Contacts' }, ...book.folders()];
  const link = (start: number, text: string): string =>
    `<a class="button" href="${phoneUrl({ ...place, q: wanted, from: String(start) })}">${text}</a>`;
  const others = world.mailboxes.filter(({ email }) => email !== user);
  return page(
    `Contacts of ${name}`,
    `<h1>Contacts of ${escaped(name)} <span class="badge">${found.length}</span></h1>
<p class="quiet">${escaped(user)} ${others.map(({ email }) => `<a href="${phoneUrl({ user: email })}">${escaped(email)}</a>`).join(' ')}</p>
<p>${folders.map(({ id, displayName }) => `<a class="button" href="${phoneUrl({ user, folder: id })}">${escaped(displayName)}</a>`).join(' ')}</p>
<form method="get" action="/phone"><input type="hidden" name="user" value="${escaped(user)}"><input type="hidden" name="folder" value="${escaped(folder)}">
<input name="q" type="search" value="${escaped(wanted)}" placeholder="Search contacts" aria-label="Search contacts"></form>
<p class="buttons"><a class="button main" href="${phoneUrl(place, '/edit')}">New contact</a></p>
<ul class="rows">${
      found
        .slice(from, from + shown)
        .map((card) => row(card, place))
        .join('') || '<li>No contacts</li>'
    }</ul>
<p class="buttons">${from > 0 ? link(Math.max(0, from - shown), 'Previous') : ''}${from + shown < found.length ? link(from + shown, 'Next') : ''}</p>
<form method="post" action="${phoneUrl(place, '/folder')}"><label>New folder <input name="name" required></label>
<p class="buttons"><button>Create folder</button></p></form>${deleted(book, place)}`,
  );
}

function row(card: Card, place: Place): string {
  const contact = card.id;
  const badges = (card.categories ?? []).map((name) => `<span class="badge">${escaped(name)}</span>`);
  const reach = [card.mobilePhone, card.emailAddresses?.[0]?.address].filter(Boolean).join(' · ');
  const button = (path: string, text: string): string =>
    `<form method="post" action="${phoneUrl({ ...place, contact }, path)}"><button aria-label="${text} ${escaped(titleOf(card))}">${text}</button></form>`;
  return `<li><a href="${phoneUrl({ ...place, contact }, '/edit')}"><strong>${escaped(titleOf(card))}</strong>${badges.join('')}<br>
<span class="quiet">${escaped(reach)}</span></a>${button('/copy', 'Copy')}${button('/delete', 'Delete')}</li>`;
}

function deleted(book: PhoneBook, place: Place): string {
  const rows = book
    .deleted()
    .map(
      (card) =>
        `<li><span>${escaped(titleOf(card))}</span><form method="post" action="${phoneUrl({ ...place, contact: card.id }, '/restore')}"><button>Restore</button></form></li>`,
    );
  return rows.length === 0 ? '' : `<h2>Deleted Items</h2><ul class="rows">${rows.join('')}</ul>`;
}

function editPage(place: Place, book: PhoneBook, card: Card | undefined): string {
  const contact = card?.id ?? '';
  const title = card ? titleOf(card) : 'New contact';
  const targets = [{ id: 'contacts', displayName: 'Contacts' }, ...book.folders()];
  const move = card
    ? `<form method="post" action="${phoneUrl({ ...place, contact }, '/move')}"><label>Move to <select name="to">${targets
        .map(({ id, displayName }) => `<option value="${escaped(id)}">${escaped(displayName)}</option>`)
        .join('')}</select></label><p class="buttons"><button>Move</button></p></form>`
    : '';
  return page(
    title,
    `<h1>${escaped(title)}</h1><form method="post" action="${phoneUrl({ ...place, contact }, '/save')}">
${editForm(card)}
<p class="buttons"><a class="button" href="${phoneUrl(place)}">Cancel</a><button class="main">Save</button></p></form>${move}`,
  );
}
