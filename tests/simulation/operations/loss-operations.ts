// Cards that readers get in part, or not at all, and whole again; whatever else their owner does to them meanwhile.
import type { Loss } from '../../../src/contact/loss.ts';
import { PARTS } from '../world/losses.ts';
import type { Account, World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';
import { onCard } from './owner-operations.ts';

const DRAWN: Loss[] = [
  'damaged',
  'damaged',
  'damaged',
  'encoding',
  'encoding',
  'several-cards',
  'profile',
  'truncated',
  'too-large',
];

const lose = onCard('breaks', ({ lost }, _world, chance) =>
  lost
    ? null
    : {
        lost: {
          loss: chance.pick(DRAWN),
          lacks: PARTS.filter(() => chance.chance(0.4)),
          garbled: chance.chance(0.4),
        },
      },
);

const broken = ({ server }: Account) => server.live().filter(({ lost }) => lost !== null);

/** Cards that are not whole, of every account. */
export const isAnyBroken = ({ accounts }: World): boolean =>
  accounts.some((account) => broken(account).length > 0);

const mend: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const cards = broken(account);
  if (cards.length === 0) return null;
  const { id } = chance.pick(cards);
  account.server.update('owner', id, { lost: null });
  return `${id} of account ${account.index} is whole again`;
};

export function mendAll({ accounts, tell }: World): void {
  for (const account of accounts)
    for (const { id } of broken(account)) account.server.update('owner', id, { lost: null });
  tell('every card is whole again');
}

export const LOSS_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  cardBreaks: { weight: 3, run: lose },
  cardIsWhole: { weight: 1.5, run: mend },
};
