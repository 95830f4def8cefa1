// Words the invariants share.
import type { CrmView, LinkRowView, RecordView } from '../crm/crm.ts';

export const isOpen = ({ state }: LinkRowView): boolean => state !== 'closed';

export const name = ({ values, id }: RecordView): string => values.lastName ?? values.name ?? id;

/** The records that somebody made one with this one. */
export const mergedInto = ({ changes }: CrmView, id: string): Set<string | null> =>
  new Set(changes.flatMap((row) => (row.recordId === id && row.field === 'mergedFrom' ? [row.after] : [])));
