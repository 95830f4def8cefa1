// What the server says has moved becomes a refetch of what is on screen. While much moves (a pull of thousands of cards)
// a screen asks again when the last answers are there and a moment has passed, not the same for everybody.
import type { QueryClient } from '@tanstack/react-query';
import type { RubricaEvent } from '../src/http/contract/contract.ts';
import type { EndpointName } from './api.ts';

const GATHER_MS = 400;
/** Between one refetch and the next, and up to twice as long: hundreds of screens hear of the same change at once. */
const BETWEEN_MS = 1_000;
/** And so many times what the last one took: where many wait for one another, each asks less often. */
const REST = 3;
/** Until a refused stream is asked for again: twice as long each time. */
const PAUSE_MS = 1_500;
const MAX_PAUSE_MS = 12_000;
const TYPES: RubricaEvent['type'][] = [
  'run.progress',
  'run.finished',
  'import.progress',
  'import.finished',
  'queue.changed',
  'record.changed',
  'account.changed',
  'conflict.opened',
  'fields.changed',
  'access.changed',
  'access.requested',
  'access.decided',
];

/** Endpoints whose answers an event makes stale; with an id where only the answers about that thing are meant. */
function staleAfter(event: RubricaEvent): [EndpointName, id?: string][] {
  switch (event.type) {
    case 'run.progress':
      return [
        ['getAccount', event.accountId],
        ['listAccounts'],
        ['listRuns', event.accountId],
        ['getRun', event.runId],
      ];
    case 'run.finished':
      return [
        ['getAccount', event.accountId],
        ['listAccounts'],
        ['listRuns', event.accountId],
        ['getRun', event.runId],
        ['listGroups', event.accountId],
        ['listQueue', event.accountId],
        ['listRecords'],
        ['getRecord'],
        ['getHome'],
        ['getToday'],
        ['getPlan', event.runId],
        ['listHeld', event.accountId],
        ['listConflicts'],
        ['listTrashedCards'],
        ['explainRecord'],
      ];
    case 'import.progress':
      return [['getImport', event.importId]];
    case 'import.finished':
      return [
        ['getImport', event.importId],
        ['listImports'],
        ['listImportRows', event.importId],
        ['listRecords'],
        ['getHome'],
        ['getToday'],
      ];
    case 'queue.changed':
      return [
        ['listQueue', event.accountId],
        ['previewRule', event.accountId],
        ['getAccount', event.accountId],
        ['listAccounts'],
        ['getHome'],
      ];
    case 'account.changed':
      return [
        ['getAccount', event.accountId],
        ['listAccounts'],
        ['getHome'],
        ['getToday'],
        ['getPlan'],
        ['getRun'],
      ];
    case 'fields.changed':
      return [['listFields'], ['previewField'], ['getMapping']];
    case 'access.changed':
    case 'access.decided':
      return [['getMe'], ['listRequests'], ['listProviders']];
    case 'access.requested':
      return [['listRequests'], ['listRoles']];
    default:
      return [
        ['getRecord', event.recordId],
        ['listTimeline', event.recordId],
        ['explainRecord', event.recordId],
        ['listRecords'],
        ['listSimilar'],
        ['listDuplicates'],
        ['listCompanyNames'],
        ['listConflicts'],
        ['getHome'],
        ['getToday'],
      ];
  }
}

/** What need not be asked for again: who one is, what waits for an administrator, one's views, what happened today. */
const STANDING: unknown[] = ['getMe', 'listRequests', 'listViews', 'getToday'];

/** What may move in the moment between the first answers and the line. */
const isMoving = (name: unknown): boolean => !STANDING.includes(name);

/** Listens until the returned function is called; `onEvent` hears each event as it comes. */
export function listen(queryClient: QueryClient, onEvent: (event: RubricaEvent) => void): () => void {
  const stale = new Map<string, [EndpointName, id?: string]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async () => {
    const entries = [...stale.values()];
    stale.clear();
    const begun = performance.now();
    await Promise.allSettled(
      entries.map(([name, id]) =>
        queryClient.invalidateQueries({
          predicate: ({ queryKey }) =>
            queryKey[0] === name &&
            (id === undefined ||
              (queryKey[1] as { params?: { id?: string } } | undefined)?.params?.id === id),
        }),
      ),
    );
    const pause = BETWEEN_MS * (1 + Math.random()) + REST * (performance.now() - begun);
    timer = stale.size > 0 ? setTimeout(refresh, pause) : undefined;
  };
  const hear = (message: Event) => {
    const event = JSON.parse((message as MessageEvent<string>).data) as RubricaEvent;
    onEvent(event);
    for (const entry of staleAfter(event)) stale.set(entry.join(' '), entry);
    timer ??= setTimeout(refresh, GATHER_MS);
  };
  let lost = false;
  let tries = 0;
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/v1/events');
    for (const type of [...TYPES, 'message']) source.addEventListener(type, hear);
    source.addEventListener('error', () => {
      // Screens say what is wrong: that nobody answers, or that the session is over.
      if (!lost) void queryClient.invalidateQueries({ queryKey: ['getMe'] });
      lost = true;
      // A line that broke is taken up by the browser; one that was refused is not.
      if (source.readyState === EventSource.CLOSED)
        again = setTimeout(open, Math.min(MAX_PAUSE_MS, PAUSE_MS * 2 ** tries++));
    });
    // What happened before the line was up was not heard: what is on screen by then is asked for again.
    source.addEventListener('open', () => {
      void queryClient.invalidateQueries(
        lost ? {} : { predicate: ({ queryKey, state }) => state.data !== undefined && isMoving(queryKey[0]) },
      );
      lost = false;
      tries = 0;
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    clearTimeout(again);
    source.close();
  };
}
