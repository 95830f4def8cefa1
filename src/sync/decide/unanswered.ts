// What becomes of updates whose answers were lost: what the card shows by now, and what will never be heard of. Pure.
import type { Base } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { fieldsOf } from '../mapping.ts';
import type { FieldDiff, Mapping } from '../model.ts';
import { recognising } from './edits.ts';
import { project } from './project.ts';
import { sameValue } from './same-value.ts';

export interface Heard {
  /** Of what was sent without an answer, what the card shows by now. */
  arrived?: FieldDiff[];
  /** What it will never show: its field is read here no more, or somebody has written over it, or before it. */
  unheard?: FieldDiff[];
}

/**
 * `agreed` is what both sides agree on by the plan; `isOver` says that what was sent is forgotten with it, and that nothing of it
 * can be on its way any more.
 */
export function heardOf(view: LinkView, agreed: Base, mapping: Mapping, isOver: boolean): Heard {
  const sent = view.link.intent?.diff ?? [];
  if (sent.length === 0) return {};
  const shown = sent.filter(({ field, after }) => {
    const both = agreed.fields[field];
    return both !== undefined && [both.local, both.remote].includes(after);
  });
  // What was sent again came once.
  const arrived = [...new Map(shown.map((diff) => [diff.field, diff])).values()];
  const isStill = standing(view, mapping);
  const unheard = sent.filter(
    (diff) =>
      isOver &&
      !arrived.some(({ field, before }) => field === diff.field && before === diff.before) &&
      !isStill(diff),
  );
  return {
    ...(arrived.length > 0 ? { arrived } : {}),
    ...(unheard.length > 0 ? { unheard } : {}),
  };
}

/** Whether the card shows what it had before that was sent, or that itself: more may be heard of it. */
function standing({ link, card, record }: LinkView, mapping: Mapping): (diff: FieldDiff) => boolean {
  const contact = card!.contact;
  const known = recognising(link.base, link.outbox, record.values, contact, mapping);
  const { values } = project(contact, mapping, known, record.values);
  const entries = new Map(
    mapping.flatMap((entry) => fieldsOf(entry).map((field) => [field, entry] as const)),
  );
  return ({ field, before, after }) => {
    const entry = entries.get(field);
    return (
      entry !== undefined && [before, after].some((each) => sameValue(entry, each, values[field] ?? null))
    );
  };
}

/** The last one that was sent for each value that the card had. */
export const lastOfEach = (diff: FieldDiff[]): FieldDiff[] => [
  ...new Map(diff.map((each) => [`${each.field} ${each.before}`, each])).values(),
];
