import type { Contact } from '../../../../src/contact/contact.ts';

/** A card's content with every list in its place: the API leaves out what is absent. */
export const contactOf = (given: Partial<Contact>): Contact => ({
  ...given,
  name: given.name ?? {},
  organization: given.organization ?? {},
  emails: given.emails ?? [],
  phones: given.phones ?? [],
  addresses: given.addresses ?? [],
  urls: given.urls ?? [],
  groups: given.groups ?? [],
  photo: given.photo ?? null,
});
