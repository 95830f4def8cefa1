import { type Answer, escaped, html, redirect } from '../../server/answer.ts';
import { page } from '../../server/page.ts';
import type { Account } from '../account.ts';
import { frontEndPage, type Request, type World } from '../answer.ts';
import { ApiError } from '../api-error.ts';
import { editForm, personOfForm } from './forms.ts';
import { type Person, PhoneBook } from './owner.ts';

/** Contacts on one page of the list. */
const shown = 100;

const phoneUrl = (params: Record<string, string>, path = ''): string =>
  `/phone${path}?${new URLSearchParams(params)}`;

/** The phone of an account's owner: /phone lists, /phone/edit shows one contact; forms are sent to /phone/save and so on. */
export function phonePage(request: Request, world: World): Answer {
  const { query, path, verb } = request;
  const account = world.accounts.find(({ email }) => email === query.get('user')) ?? world.accounts[0];
  if (!account) return frontEndPage(404, 'Not Found');
  const book = new PhoneBook(account, world);
  const name = query.get('contact') ?? '';
  if (verb === 'POST')
    return act(path, book, account, name, new URLSearchParams(request.body.toString('utf8')));
  if (path === '/phone') return html(200, listPage(world, account, book, query));
  if (path !== '/phone/edit') return frontEndPage(404, 'Not Found');
  const person = book.get(name);
  if (!person && name !== '') return redirect(phoneUrl({ user: account.email }));
  return html(200, editPage(account, book, person));
}

function act(path: string, book: PhoneBook, account: Account, name: string, form: URLSearchParams): Answer {
  try {
    if (path === '/phone/delete') book.remove(name);
    else if (path === '/phone/restore') book.restore(name);
    else if (path === '/phone/group') book.createGroup(form.get('name') || 'Nuova etichetta');
    else if (path === '/phone/save') {
      const values = personOfForm(form, book.get(name));
      const saved = name === '' ? book.create(values) : book.edit(name, values);
      book.label(saved.resourceName, form.getAll('group'));
    } else return frontEndPage(404, 'Not Found');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return html(400, page('Not saved', `<h1>Not saved</h1><p>${escaped(error.message)}</p>`));
  }
  return redirect(phoneUrl({ user: account.email }));
}

function titleOf(person: Person): string {
  const { names, organizations, emailAddresses, phoneNumbers } = person;
  const name = names?.[0]?.displayName ?? organizations?.[0]?.name;
  return name ?? emailAddresses?.[0]?.value ?? phoneNumbers?.[0]?.value ?? '(no name)';
}

function listPage(world: World, account: Account, book: PhoneBook, query: URLSearchParams): string {
  const { email: user, name } = account;
  const wanted = (query.get('q') ?? '').toLowerCase();
  const from = Math.max(0, Number(query.get('from') ?? 0) || 0);
  const groups = new Map(book.groups().map((group) => [group.id, group.name]));
  const found =
    wanted === ''
      ? book.list()
      : book.list().filter((one) => JSON.stringify(one).toLowerCase().includes(wanted));
  const rows = found.slice(from, from + shown).map((person) => row(person, user, groups));
  const link = (start: number, text: string): string =>
    `<a class="button" href="${escaped(phoneUrl({ user, q: wanted, from: String(start) }))}">${text}</a>`;
  const others = world.accounts.filter(({ email }) => email !== user);
  return page(
    `Contacts of ${name}`,
    `<h1>Contacts of ${escaped(name)} <span class="badge">${found.length}</span></h1>
<p class="quiet">${escaped(user)} ${others.map(({ email }) => `<a href="${escaped(phoneUrl({ user: email }))}">${escaped(email)}</a>`).join(' ')}</p>
<form method="get" action="/phone"><input type="hidden" name="user" value="${escaped(user)}">
<input name="q" type="search" value="${escaped(wanted)}" placeholder="Search contacts" aria-label="Search contacts"></form>
<p class="buttons"><a class="button main" href="${escaped(phoneUrl({ user }, '/edit'))}">Add contact</a></p>
<ul class="rows">${rows.join('') || '<li>No contacts</li>'}</ul>
<p class="buttons">${from > 0 ? link(Math.max(0, from - shown), 'Previous') : ''}${from + shown < found.length ? link(from + shown, 'Next') : ''}</p>
<form method="post" action="${escaped(phoneUrl({ user }, '/group'))}"><label>New label <input name="name" required></label>
<p class="buttons"><button>Create label</button></p></form>${trash(account)}`,
  );
}

function row(person: Person, user: string, groups: ReadonlyMap<string, string>): string {
  const contact = person.resourceName;
  const labels = (person.memberships ?? []).map((one) =>
    groups.get(one.contactGroupMembership?.contactGroupId ?? ''),
  );
  const badges = labels
    .filter((label) => label !== undefined)
    .map((label) => `<span class="badge">${escaped(label)}</span>`);
  const reach = [person.phoneNumbers?.[0]?.value, person.emailAddresses?.[0]?.value]
    .filter(Boolean)
    .join(' · ');
  return `<li><a href="${escaped(phoneUrl({ user, contact }, '/edit'))}"><strong>${escaped(titleOf(person))}</strong>${badges.join('')}<br>
<span class="quiet">${escaped(reach)}</span></a>
<form method="post" action="${escaped(phoneUrl({ user, contact }, '/delete'))}"><button aria-label="Delete ${escaped(titleOf(person))}">Delete</button></form></li>`;
}

function trash(account: Account): string {
  const rows = [...account.trash.values()].map(({ id, fields }) => {
    const { names, organizations } = fields();
    const name = [names?.[0]?.givenName, names?.[0]?.familyName, organizations?.[0]?.name]
      .filter(Boolean)
      .join(' ');
    const url = phoneUrl({ user: account.email, contact: `people/c${id}` }, '/restore');
    return `<li><span>${escaped(name)}</span><form method="post" action="${escaped(url)}"><button>Undo</button></form></li>`;
  });
  return rows.length === 0 ? '' : `<h2>Trash</h2><ul class="rows">${rows.join('')}</ul>`;
}

function editPage({ email: user }: Account, book: PhoneBook, person: Person | undefined): string {
  const contact = person?.resourceName ?? '';
  const title = person ? titleOf(person) : 'New contact';
  return page(
    title,
    `<h1>${escaped(title)}</h1><form method="post" action="${escaped(phoneUrl({ user, contact }, '/save'))}">
${editForm(person, book.groups())}
<p class="buttons"><a class="button" href="${escaped(phoneUrl({ user }))}">Cancel</a><button class="main">Save</button></p></form>`,
  );
}
