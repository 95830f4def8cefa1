import type { Contact } from '@microsoft/microsoft-graph-types';
import type { MicrosoftSandbox } from '../../sandbox/microsoft/sandbox.ts';
import { dataUrl, deleteMany, type Entry, lasting, type Person, type Phone } from './phone.ts';

/** A phone with Outlook: contacts of Graph, which keeps numbers by kind. */
export function outlook(sandbox: MicrosoftSandbox, user: string): Phone {
  const book = sandbox.phone(user);
  const read = (card: Contact & { id: string }): Entry => {
    const photo = book.photo(card.id);
    return {
      id: card.id,
      first: card.givenName ?? '',
      last: card.surname ?? '',
      company: card.companyName ?? '',
      title: card.jobTitle ?? '',
      phones: [
        ...(card.mobilePhone ? [{ label: 'mobile', value: card.mobilePhone }] : []),
        ...(card.businessPhones ?? []).map((value) => ({ label: 'work', value })),
        ...(card.homePhones ?? []).map((value) => ({ label: 'home', value })),
      ],
      emails: (card.emailAddresses ?? []).map(({ address }) => ({ label: '', value: address ?? '' })),
      note: (card.personalNotes ?? '').replaceAll('\r\n', '\n'),
      photo: photo ? dataUrl('image/png', photo.toString('base64')) : null,
    };
  };
  const phone = {
    list: () => book.list().map(read),
    // The book itself would also find what lies among the deleted items.
    get: (id: string) =>
      book
        .list()
        .map(read)
        .find((one) => one.id === id),
    remove: (id: string) => void book.remove(id),
  };
  return {
    ...phone,
    id: 'outlook',
    username: user,
    save: (person, id) =>
      (id !== undefined && phone.get(id) ? book.edit(id, write(person)) : book.create(write(person))).id,
    setPhoto: (id, picture) => void book.setPhoto(id, picture),
    mishaps: [
      deleteMany(phone),
      { kind: 'end-sign-in', on: null, happen: () => sandbox.withdrawConsent(user) },
      lasting('cut', () =>
        sandbox.faults.add({ times: Number.POSITIVE_INFINITY, effect: { cut: 'before' } }),
      ),
    ],
  };
}

function write({ first, last, company, title, phones, emails, note }: Person): Contact {
  const numbers = (...labels: string[]) =>
    phones.filter(({ label }) => labels.includes(label)).map(({ value }) => value);
  const [mobile = null, ...otherMobiles] = numbers('mobile');
  return {
    givenName: first,
    surname: last,
    companyName: company,
    jobTitle: title,
    mobilePhone: mobile,
    businessPhones: [...numbers('work', 'other', ''), ...otherMobiles],
    homePhones: numbers('home'),
    emailAddresses: emails.map(({ value }) => ({ name: value, address: value })),
    personalNotes: note,
  };
}
