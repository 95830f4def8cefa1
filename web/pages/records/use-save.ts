// Saving single values while others, and phones, change the same record.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, ApiError, call, query } from '../../api.ts';

export type Values = Record<string, string | null>;
type RecordView = Answer<'getRecord'>;

/** The very value one was editing was changed meanwhile. */
export class Clash extends Error {
  override name = 'Clash';
  theirs: Values;
  constructor(theirs: Values) {
    super('changed meanwhile');
    this.theirs = theirs;
  }
}

export interface Edit {
  values: Values;
  /** The values one saw when the edit began. */
  from: Values;
  /** Save although somebody else changed it. */
  anyway?: boolean;
}

const TRIES = 4;

/** Puts a record as the server answered it into what is on screen. */
export function useRecordCache() {
  const queryClient = useQueryClient();
  return (record: RecordView) => {
    queryClient.setQueryData(query('getRecord', { params: { id: record.id } }).queryKey, record);
    for (const name of ['listRecords', 'listTimeline', 'getHome'] as const)
      void queryClient.invalidateQueries({ queryKey: [name] });
  };
}

/**
 * Saves on the version on screen (`If-Match`). When another field was changed meanwhile, the edit is simply repeated
 * on the current version; only when it is the same field does it end in a `Clash`, and nothing is saved.
 */
export function useSave(id: string) {
  const queryClient = useQueryClient();
  const keep = useRecordCache();
  const current = query('getRecord', { params: { id } });
  return useMutation({
    scope: { id: `record-${id}` },
    mutationFn: async ({ values, from, anyway }: Edit): Promise<RecordView> => {
      for (let tries = 1; ; tries++) {
        const record = await queryClient.ensureQueryData(current);
        const clashing = Object.keys(values).filter((key) => {
          const theirs = record.values[key] ?? null;
          return theirs !== (from[key] ?? null) && theirs !== values[key];
        });
        if (clashing.length && !anyway)
          throw new Clash(
            Object.fromEntries(Object.keys(values).map((key) => [key, record.values[key] ?? null])),
          );
        try {
          return await call(
            'updateRecord',
            { params: { id }, body: { values } },
            { ifMatch: record.version },
          );
        } catch (error) {
          if (!(error instanceof ApiError && error.code === 'version-conflict') || tries === TRIES)
            throw error;
          await queryClient.fetchQuery({ ...current, staleTime: 0 });
        }
      }
    },
    onSuccess: keep,
  });
}
