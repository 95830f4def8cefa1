// Words the invariants share.
import { movesBetween, partsOf } from '../../../src/fields/catalogue.ts';
import type { FieldKey, RecordKind } from '../../../src/sync/model.ts';
import type { CardView, CrmView, LinkRowView, RecordView } from '../crm/crm.ts';
import type { Ledger } from '../world/ledger.ts';

export const isOpen = ({ state }: Pick<LinkRowView, 'state'>): boolean => state !== 'closed';

export const name = ({ values, id }: RecordView): string => values.lastName ?? values.name ?? id;

/** The records that somebody made one with this one. */
export const mergedInto = ({ changes }: CrmView, id: string): Set<string | null> =>
  new Set(changes.flatMap((row) => (row.recordId === id && row.field === 'mergedFrom' ? [row.after] : [])));

/** What happened to a record: to those that were made one with it as well, and to one that it was made one with for that long. */
export function changesWithMerges(view: CrmView, id: string): CrmView['changes'] {
  const lives = mergedInto(view, id).add(id);
  return view.changes.filter(({ field, recordId, before, after }) => {
    if (field === 'mergedFrom' && after === id) lives.add(recordId);
    if (field === 'mergedFrom' && before === id) lives.delete(recordId);
    return lives.has(recordId);
  });
}

/** Where a card is and where it was: its owner may have moved it. The present address comes first. */
export function addressesOf({ movedTo }: Ledger, accountId: string, remoteId: string): string[] {
  const keys = [`${accountId} ${remoteId}`];
  for (const [from, to] of [...movedTo].reverse()) if (keys.includes(to)) keys.push(from);
  return keys.map((key) => key.slice(accountId.length + 1));
}

/** Whatever a card is known by: where it is and was, and its identifier if it has one. */
export const namesOfCard = (ledger: Ledger, { accountId, remoteId, uid }: CardView): Set<string> =>
  new Set([...addressesOf(ledger, accountId, remoteId), ...(uid ? [uid] : [])]);

/** What a record was at a time; a change at no known moment happened after everything. */
export function kindAt({ changes }: CrmView, { id, kind }: RecordView, at: number): RecordKind {
  const next = changes.find(
    (row) => row.recordId === id && row.field === 'kind' && (row.at === undefined || row.at > at),
  );
  return next ? (next.before as RecordKind) : kind;
}

const KINDS: RecordKind[] = ['company', 'contact', 'lead'];

/** The names a field has had, if its record, or one that was made one with it, was ever of another kind; its present one comes first. */
export function namesOfField(view: CrmView, { id, kind }: RecordView, field: FieldKey): FieldKey[] {
  const lives = mergedInto(view, id).add(id);
  const former = KINDS.filter((each) =>
    view.changes.some((row) => lives.has(row.recordId) && row.field === 'kind' && row.before === each),
  );
  const moved = former.flatMap((each) =>
    movesBetween(each, kind).flatMap(([source, target]) =>
      partsOf(source).filter((key) => target + key.slice(source.length) === field),
    ),
  );
  return [field, ...moved];
}
