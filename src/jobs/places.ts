// The runs of one process: so many at a time, each of the account whose turn it is. The account's row is the queue
// (`database/tables/due.ts`); here it is only decided whom there is room for.
import { type Claimed, claimNext } from '../accounts/runs/claim.ts';
import type { Db } from '../database/database.ts';
import { repeating } from '../database/prepared.ts';

const PLACES = 10;
/** So many of them may be at accounts that failed last time: servers that do not answer keep nobody else waiting. */
const AT_FAILING = 2;
/** So many may be at books that were never read whole, which takes long. */
const AT_UNKNOWN = 4;
/** So many may be at one person's accounts. */
const OF_ONE_PERSON = 6;

interface Taken {
  userId: string;
  isFailing: boolean;
  isUnknown: boolean;
  ended: Promise<void>;
}

export interface Places {
  /** Begins runs as long as there is room and somebody is due. */
  fill(): Promise<void>;
  /** Nothing more is begun; resolves once all runs have ended. */
  close(): Promise<void>;
}

/** `run` never rejects. */
export function openPlaces(db: Db, run: (claim: Claimed) => Promise<void>): Places {
  const taken = new Map<string, Taken>();
  let closed = false;
  let filling: Promise<void> | null = null;
  let isAskedAgain = false;

  const take = (claim: Claimed): void => {
    const { accountId, userId } = claim;
    const ended = run(claim).then(() => {
      taken.delete(accountId);
      // What became due meanwhile was held back while this run was on; where the database is away, whoever looks next fills it.
      fill().catch(() => {});
    });
    taken.set(accountId, { userId, isFailing: claim.failures > 0, isUnknown: claim.isUnknown, ended });
  };

  const fillAll = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      while (!closed && taken.size < PLACES) {
        const now = [...taken.values()];
        const byUser = Map.groupBy(now, ({ userId }) => userId);
        const claim = await repeating(() =>
          claimNext(db, {
            healthy: now.filter(({ isFailing }) => isFailing).length >= AT_FAILING,
            known: now.filter(({ isUnknown }) => isUnknown).length >= AT_UNKNOWN,
            exceptUsers: [...byUser].flatMap(([id, its]) => (its.length >= OF_ONE_PERSON ? id : [])),
          }),
        );
        if (!claim) break;
        take(claim);
      }
    } while (isAskedAgain && !closed);
  };

  const fill = (): Promise<void> => {
    isAskedAgain = true;
    filling ??= fillAll().finally(() => {
      filling = null;
    });
    return filling;
  };

  return {
    fill,
    async close() {
      closed = true;
      await filling?.catch(() => {});
      await Promise.all([...taken.values()].map(({ ended }) => ended));
    },
  };
}
