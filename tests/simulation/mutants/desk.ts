// A person, their account and its owner's phone, and a run whenever one is asked for; nothing goes wrong by itself.
import { type Contact, emptyContact } from '../../../src/contact/contact.ts';
import type { AccountSettings, RecordKind, Values } from '../../../src/sync/model.ts';
import type { Crm } from '../crm/crm.ts';
import { withStableAccounts } from '../crm/stable-accounts.ts';
import { NO_FAULTS } from '../world/faults.ts';
import { createScheduler, type Scheduler } from '../world/scheduler.ts';
import { type Account, createWorld, type Engine, PRODUCTION, type World } from '../world/world.ts';

export interface Desk {
  crm: Crm;
  world: World;
  userId: string;
  account: Account;
  /** Of its account unless another is given. */
  sync(account?: Account): Promise<void>;
  connect(settings?: Partial<AccountSettings>): Promise<Account>;
  /** A record that its user wants on the phone. */
  wanted(values?: Values, kind?: RecordKind): Promise<string>;
  /** As `wanted`, and both sides agree on it. */
  onPhone(values?: Values, kind?: RecordKind): Promise<string>;
  /** A card that the owner has made, and that waits in the queue. */
  waiting(parts?: Partial<Contact>): Promise<string>;
  /** Such a card, imported. */
  imported(parts?: Partial<Contact>): Promise<string>;
  record(id: string): Promise<Awaited<ReturnType<Crm['look']>>['records'][number]>;
  /** Everything on the phone. */
  cards(): ReturnType<Account['server']['live']>;
}

/** A desk in an empty CRM, whose account asks people wherever they can be asked. @param whole the engine that its runs have */
export async function openDesk(
  open: Crm | ((scheduler: Scheduler) => Crm),
  whole: Engine = PRODUCTION,
): Promise<Desk> {
  const engine = { ...whole, wrapShape: (shape: Account['shape']) => ({ ...shape, lagMs: 0 }) };
  const scheduler = createScheduler(Date.now());
  const crm = withStableAccounts(typeof open === 'function' ? open(scheduler) : open);
  const world = createWorld({
    ...{ seed: 1, crm, scheduler, engine, rates: NO_FAULTS },
    ...{ aspects: new Set<never>(), muted: new Set<never>() },
  });
  const userId = await crm.addUser();
  world.users.push(userId);
  const connect = (settings: Partial<AccountSettings> = {}) => world.addAccount(userId, 'ordered', settings);
  const account = await connect({ conflicts: 'ask', remoteDelete: 'ask' });
  const { server } = account;
  const desk: Desk = {
    ...{ crm, world, userId, account, connect },
    async sync(of = account) {
      await world.run(of, { full: false }).ended;
      if (world.errors.length > 0) throw new Error(world.errors.join('; '));
    },
    wanted: (values = { firstName: 'Ada', lastName: 'Rossi' }, kind = 'contact') =>
      crm.createRecord(userId, kind, values, true),
    async onPhone(values, kind) {
      const id = await desk.wanted(values, kind);
      await desk.sync();
      return id;
    },
    async waiting(parts = {}) {
      const contact = { ...emptyContact(), name: { family: 'Bianchi' }, ...parts };
      const { id } = server.create('owner', { contact, unmapped: ['x-own blue'] });
      await desk.sync();
      return (await crm.look()).cards.find(({ remoteId }) => remoteId === id)!.id;
    },
    async imported(parts) {
      const cardId = await desk.waiting(parts);
      await crm.decide(userId, account.id, cardId, { kind: 'contact' });
      await crm.importQueue(userId, account.id);
      await desk.sync();
      return (await crm.look()).records.at(-1)!.id;
    },
    record: async (id) => (await crm.look()).records.find((row) => row.id === id)!,
    cards: () => server.live(),
  };
  return desk;
}
