// Words the invariants share.
import type { LinkRowView, RecordView } from '../crm/crm.ts';

export const isOpen = ({ state }: LinkRowView): boolean => state !== 'closed';

export const name = ({ values, id }: RecordView): string => values.lastName ?? values.name ?? id;
