// Labels tied to groups, as a plan and the answer to it see them. Pure.
import type { Contact } from '../../contact/contact.ts';
import type { LinkView } from '../link/view.ts';
import { isTie } from '../mapping.ts';
import type { Mapping } from '../model.ts';

/** A label that is deleted, or whose group is gone, says nothing; a group that lists a card has it. */
export function withTies(view: LinkView, given: Mapping): { view: LinkView; mapping: Mapping } {
  if (!given.some(isTie)) return { view, mapping: given };
  const mapping = given.filter((entry) => !isTie(entry) || view.ties.includes(entry.field));
  const card = view.card && { ...view.card, contact: listed(view.card) };
  const trashed = view.trashed && { ...view.trashed, contact: listed(view.trashed) };
  return { view: { ...view, card, trashed }, mapping };
}

const listed = ({ contact, listedBy }: { contact: Contact; listedBy: readonly string[] }): Contact =>
  listedBy.length > 0 ? { ...contact, groups: [...new Set([...contact.groups, ...listedBy])] } : contact;
