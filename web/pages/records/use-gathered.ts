// What stands beside and above the fields of a record is asked for with them, and drawn with them: nothing moves what one reads.
import { useQueries } from '@tanstack/react-query';
import { type Answer, query } from '../../api.ts';

/** Who a company's people are, or who else is at a person's company. */
const SHOWN_PEOPLE = 50;
export const peopleQuery = (companyId: string) =>
  query('listRecords', { query: { companyId, limit: SHOWN_PEOPLE } });

export const companyOf = ({ kind, id, companyId }: Answer<'getRecord'>): string | null =>
  kind === 'company' ? id : companyId;

/** Whether all of it is there, or is known not to come. */
export function useGathered(id: string, record: Answer<'getRecord'> | undefined): boolean {
  const companyId = record && companyOf(record);
  const asked = [
    query('listSimilar', { params: { id } }),
    query('explainRecord', { params: { id } }),
    query('listConflicts', { query: { recordId: id, state: 'open', limit: 1 } }),
    query('listAccounts', { query: {} }),
    ...(companyId ? [peopleQuery(companyId)] : []),
  ];
  return useQueries({
    queries: asked as ReturnType<typeof peopleQuery>[],
    combine: (answers) => record !== undefined && answers.every(({ isPending }) => !isPending),
  });
}
