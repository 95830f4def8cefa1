import { randomUUID } from 'node:crypto';
import { fold, readLine, unfold } from '../../sandbox/carddav/card-text.ts';
import type { Sandbox } from '../../sandbox/carddav/sandbox.ts';
import { dataUrl, deleteMany, type Entry, type Labelled, lasting, type Person, type Phone } from './phone.ts';

type Line = ReturnType<typeof readLine>;

const escapeText = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n');
const unescapeText = (text: string): string =>
  text.replace(/\\(.)/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
/** The parts of a value, at semicolons that are none of its text. */
const parts = (value: string): string[] =>
  value
    .replace(/\\.|;/g, (found) => (found === ';' ? '\0' : found))
    .split('\0')
    .map(unescapeText);

/** Which lines the app edits: it leaves all others as they are. */
const EDITED = new Set(['N', 'FN', 'ORG', 'TITLE', 'TEL', 'EMAIL', 'NOTE']);

/** An iPhone with contacts in iCloud: vCards. */
export function iphone(sandbox: Sandbox, user: string): Phone {
  const book = sandbox.book(user);
  const lines = (vcard: string): Line[] => unfold(vcard).map(readLine);
  const phone = {
    list: () => book.list().map(({ href }) => read(href, lines(book.get(href)!.vcard))),
    get: (id: string) => {
      const card = book.get(id);
      return card && read(card.href, lines(card.vcard));
    },
    remove: (id: string) => void book.remove(id),
  };
  return {
    ...phone,
    id: 'iphone',
    username: user,
    save(person, id) {
      const before = id === undefined ? undefined : book.get(id);
      if (before) return book.edit(before.href, (vcard) => write(lines(vcard), person)).href;
      const uid = randomUUID().toUpperCase();
      const empty = ['BEGIN:VCARD', 'VERSION:3.0', `UID:${uid}`, 'N:;;;;', 'END:VCARD'].map(readLine);
      return book.put(`${uid}.vcf`, write(empty, person)).href;
    },
    setPhoto(id, picture) {
      book.edit(id, (vcard) => {
        const kept = lines(vcard).filter(({ name }) => name !== 'PHOTO');
        return text([
          ...kept.slice(0, -1),
          { group: '', name: 'PHOTO', params: ';ENCODING=b;TYPE=PNG', value: picture.toString('base64') },
          kept.at(-1)!,
        ]);
      });
    },
    mishaps: [
      deleteMany(phone),
      {
        kind: 'end-sign-in',
        on: null,
        happen: () => sandbox.setPassword(user, `new-password-${randomUUID().slice(0, 4)}`),
      },
      lasting('cut', () => sandbox.faults.cut(Number.POSITIVE_INFINITY, 'before')),
      lasting('forget', () => sandbox.faults.partialListing(Number.POSITIVE_INFINITY, 0)),
    ],
    password: () => sandbox.users.find((one) => one.user === user)!.password,
  };
}

const firstOf = (lines: Line[], name: string): string =>
  lines.find((line) => line.name.toUpperCase() === name)?.value ?? '';

function read(id: string, lines: Line[]): Entry {
  const value = (name: string) => firstOf(lines, name);
  const [last = '', first = ''] = parts(value('N'));
  const photo = lines.find(({ name }) => name.toUpperCase() === 'PHOTO');
  return {
    id,
    first,
    last,
    company: parts(value('ORG'))[0] ?? '',
    title: unescapeText(value('TITLE')),
    phones: labelled(lines, 'TEL'),
    emails: labelled(lines, 'EMAIL'),
    note: unescapeText(value('NOTE')),
    photo: photo
      ? /^https?:/.test(photo.value)
        ? photo.value
        : dataUrl(/TYPE=PNG/i.test(photo.params) ? 'image/png' : 'image/jpeg', photo.value)
      : null,
  };
}

const labelled = (lines: Line[], wanted: string): Labelled[] =>
  lines
    .filter(({ name }) => name.toUpperCase() === wanted)
    .map(({ params, value }) => {
      const types = [...params.matchAll(/TYPE=([^;]+)/gi)].flatMap((found) =>
        found[1]!.toLowerCase().split(','),
      );
      const label = types.find((type) => !['pref', 'voice', 'internet'].includes(type)) ?? '';
      return { label: label === 'cell' ? 'mobile' : label, value: unescapeText(value) };
    });

/** The edited lines in place of those that were there; a line whose value stays, stays with all it has. */
function write(lines: Line[], person: Person): string {
  const { first, last, company, title, phones, emails, note } = person;
  /** Second names and departments, which the app does not show, stay. */
  const withRest = (name: string, shown: number, values: string[]): string =>
    [...values, ...parts(firstOf(lines, name)).slice(shown)].map(escapeText).join(';');
  const made: [name: string, params: string, value: string][] = [
    ['N', '', withRest('N', 2, [last, first])],
    ['FN', '', escapeText(`${first} ${last}`.trim() || company)],
    ...(company ? [['ORG', '', withRest('ORG', 1, [company])] as [string, string, string]] : []),
    ...(title ? [['TITLE', '', escapeText(title)] as [string, string, string]] : []),
    ...phones.map(
      ({ label, value }) => ['TEL', typeOf(label), escapeText(value)] as [string, string, string],
    ),
    ...emails.map(
      ({ label, value }) => ['EMAIL', typeOf(label), escapeText(value)] as [string, string, string],
    ),
    ...(note ? [['NOTE', '', escapeText(note)] as [string, string, string]] : []),
  ];
  const isEdited = ({ name }: Line) => EDITED.has(name.toUpperCase());
  const edited = made.map(
    ([name, params, value]) =>
      lines.find((line) => line.name.toUpperCase() === name && line.value === value) ?? {
        group: '',
        name,
        params,
        value,
      },
  );
  const at = lines.findIndex((line) => line.name.toUpperCase() === 'VERSION') + 1;
  return text([...lines.slice(0, at), ...edited, ...lines.slice(at).filter((line) => !isEdited(line))]);
}

const typeOf = (label: string): string =>
  label ? `;TYPE=${label === 'mobile' ? 'CELL' : label.toUpperCase()}` : '';

const text = (lines: Line[]): string =>
  lines
    .map(
      ({ group, name, params, value }) => `${fold(`${group && `${group}.`}${name}${params}:${value}`)}\r\n`,
    )
    .join('');
