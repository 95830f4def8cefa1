// The pages of one phone: its list, somebody in it, and the form.
import { type Entry, type Labelled, type Person, type Phone, titleOf } from '../phones/phone.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import type { Language, Words } from './words.ts';

interface View {
  phone: Phone;
  words: Words;
  language: Language;
}

const LABELS = ['mobile', 'work', 'home', 'other'];
/** Rows to fill in beside those that are there. */
const SPARE = 1;

const link = ({ phone, language }: View, path = '', more: Record<string, string> = {}): string =>
  `/phones/${phone.id}${path}?${new URLSearchParams({ lang: language, ...more })}`;

const phonePage = (view: View, title: string, content: Html): string =>
  page(title, view.language, html`<main class="phone" data-phone="${view.phone.id}">${content}</main>`);

export function listPage(view: View): string {
  const { words, phone } = view;
  const entries = phone
    .list()
    .map((entry) => ({ entry, title: titleOf(entry) }))
    .toSorted((one, other) => one.title.localeCompare(other.title, view.language));
  return phonePage(
    view,
    words.contacts,
    html`<header><h1>${words.contacts}</h1><a class="button" href="${link(view, '/edit')}" aria-label="${words.newContact}">+</a></header>
<input type="search" placeholder="${words.search}" aria-label="${words.search}" data-find>
<div data-live>${entries.length === 0 && html`<p class="quiet">${words.nobody}</p>`}
<ul class="people">${entries.map(
      ({ entry, title }) =>
        html`<li><a href="${link(view, '/contact', { id: entry.id })}">${face(entry)}<span><strong>${title}</strong>${
          entry.company && entry.company !== title && html`<small>${entry.company}</small>`
        }</span></a></li>`,
    )}</ul></div>`,
  );
}

function face(entry: Entry): Html {
  if (entry.photo) return html`<img class="face" src="${entry.photo}" alt="">`;
  const initials = [entry.first, entry.last].map((word) => [...word][0] ?? '').join('');
  return html`<span class="face" aria-hidden="true">${initials || [...titleOf(entry)][0]}</span>`;
}

export function contactPage(view: View, entry: Entry): string {
  const { words } = view;
  const row = (name: string, value: string) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const title = titleOf(entry);
  return phonePage(
    view,
    title,
    html`<header><a class="button" href="${link(view)}">‹ ${words.contacts}</a><a class="button" href="${link(view, '/edit', { id: entry.id })}">${words.edit}</a></header>
<div data-live><div class="card">${face(entry)}<h1>${title}</h1>${
      entry.company !== title &&
      html`<p class="quiet">${[entry.title, entry.company].filter(Boolean).join(' · ')}</p>`
    }</div>
<dl>${entry.phones.map(({ label, value }) => row(label || words.fields.phone, value))}
${entry.emails.map(({ label, value }) => row(label || words.fields.email, value))}
${row(words.fields.note, entry.note)}</dl></div>`,
  );
}

export function editPage(view: View, entry: Entry | undefined): string {
  const { words } = view;
  const { fields } = words;
  const field = (name: 'first' | 'last' | 'company' | 'title') =>
    html`<label>${fields[name]}<input name="${name}" value="${entry?.[name] ?? ''}"></label>`;
  const pairs = (name: 'phone' | 'email', values: Labelled[] = []) =>
    html`<fieldset><legend>${fields[name]}</legend>${[
      ...values,
      ...Array<Labelled>(SPARE).fill({ label: '', value: '' }),
    ].map(
      ({ label, value }) =>
        html`<div class="pair"><input name="${name}Label" value="${label}" aria-label="${fields.label}" placeholder="${fields.label}" list="labels"><input name="${name}" value="${value}" aria-label="${fields[name]}" placeholder="${fields[name]}" type="${name === 'phone' ? 'tel' : 'text'}"></div>`,
    )}</fieldset>`;
  const title = entry ? titleOf(entry) : words.newContact;
  return phonePage(
    view,
    title,
    html`<form method="post" action="${link(view, '/save', entry ? { id: entry.id } : {})}">
<header><a class="button" href="${entry ? link(view, '/contact', { id: entry.id }) : link(view)}">${words.back}</a><button class="main">${words.save}</button></header>
<h1>${title}</h1>
${field('first')}${field('last')}${field('company')}${field('title')}${pairs('phone', entry?.phones)}${pairs('email', entry?.emails)}
<label>${fields.note}<textarea name="note" rows="3">${entry?.note ?? ''}</textarea></label>
<datalist id="labels">${LABELS.map((label) => html`<option>${label}</option>`)}</datalist></form>
${entry && html`<form method="post" action="${link(view, '/delete', { id: entry.id })}"><button class="danger">${words.delete}</button></form>`}`,
  );
}

/** What the form says; rows without a value are none. */
export function personOf(form: URLSearchParams): Person {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const pairs = (name: string): Labelled[] => {
    const labels = form.getAll(`${name}Label`);
    return form
      .getAll(name)
      .map((value, index) => ({ label: (labels[index] ?? '').trim(), value: value.trim() }))
      .filter(({ value }) => value !== '');
  };
  return {
    first: text('first'),
    last: text('last'),
    company: text('company'),
    title: text('title'),
    phones: pairs('phone'),
    emails: pairs('email'),
    note: text('note').replaceAll('\r\n', '\n'),
  };
}
