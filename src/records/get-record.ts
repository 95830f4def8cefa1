import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { isUnreadable, type Loss } from '../contact/loss.ts';
import type { Db } from '../database/database.ts';
import { account, card, link, type RecordKind, record, recordMerge, user } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { alsoOnCard } from '../sync/decide/project.ts';
import { accountMapping, activeMapping } from '../sync/mapping.ts';
import { loadFields } from './fields/load-fields.ts';
import { associated, company, iso, recordColumns } from './record-columns.ts';

/** One record, in the trash or not, with the actor's own links. @throws AppError 'not-found' */
export async function getRecord(db: Db, actor: Actor, id: string) {
  const [found] = await db
    .select({
      ...recordColumns(actor),
      deletedAt: sql<string | null>`${iso(record.deletedAt)}`,
      madeBySync: record.madeBySync,
      flaggedByOthers: sql<number>`(
        select count(*)::int from flag join app_user on app_user.id = flag.user_id and app_user.disabled_at is null
        where flag.record_id = ${record.id} and flag.user_id <> ${actor.userId} and flag."on")`,
    })
    .from(record)
    .innerJoin(user, eq(user.id, record.ownerId))
    .leftJoin(company, associated)
    .where(eq(record.id, id));
  if (!found) throw new AppError('not-found');
  const links = await linksOf(db, actor, id, found.kind);
  return { ...found, mergedInto: await mergedInto(db, id), links };
}

/** The record it was merged into, until that is taken back. */
async function mergedInto(db: Db, id: string) {
  const [into] = await db
    .select({ id: record.id, displayName: record.displayName })
    .from(recordMerge)
    .innerJoin(record, eq(record.id, recordMerge.recordId))
    .where(and(eq(recordMerge.mergedId, id), isNull(recordMerge.undoneAt)));
  return into ?? null;
}

async function linksOf(db: Db, actor: Actor, recordId: string, kind: RecordKind) {
  const rows = await db
    .select({
      accountId: account.id,
      accountName: account.name,
      accountState: account.state,
      provider: account.provider,
      cardName: card.displayName,
      contact: card.contact,
      loss: card.loss,
      base: link.base,
      own: account.mapping,
      state: link.state,
      hold: link.hold,
      pending: sql<boolean>`${link.touched} <> ${link.settled} or ${link.state} <> 'active'`,
      groups: groupsOfCard,
      lastSyncedAt: sql<string | null>`${iso(link.lastSyncedAt)}`,
    })
    .from(link)
    .innerJoin(account, eq(account.id, link.accountId))
    .leftJoin(card, eq(card.id, link.cardId))
    .where(and(eq(link.recordId, recordId), ne(link.state, 'closed'), eq(account.userId, actor.userId)))
    .orderBy(account.createdAt);
  if (rows.length === 0) return [];
  const fields = await loadFields(db, kind);
  const isActive = (key: string): boolean => fields.get(key)?.active ?? false;
  return rows.map(({ contact, loss, base, own, accountState, state, hold: noted, ...row }) => {
    // What a person approved waits no more: it is on its way.
    const hold = (noted?.code === 'approved' ? null : noted) ?? holdOfLoss(loss);
    return {
      ...row,
      state: hold ? ('held' as const) : (state as Exclude<typeof state, 'closed'>),
      reason: hold?.code ?? WAITING[accountState] ?? null,
      detail: hold?.detail || null,
      alsoOnCard: contact
        ? alsoOnCard(contact, activeMapping(accountMapping(kind, own[kind]), isActive), base)
        : [],
    };
  });
}

/** Names of the groups of a card: those that list it, and the words on it; none that a provider made. */
const groupsOfCard = sql<string[]>`array(
  select name from card_group g
  where g.account_id = ${account.id} and g.gone_at is null and not g.system
    and (${card.uid} = any(g.members) or ${card.contact} -> 'groups' ? g.remote_id)
  union
  select word from jsonb_array_elements_text(${card.contact} -> 'groups') as word
  where not exists (select 1 from card_group g where g.account_id = ${account.id} and g.remote_id = word)
  order by 1)`;

/** A card that is never written says so also while there is nothing to be written. */
function holdOfLoss(loss: Loss | null) {
  return loss && { code: isUnreadable(loss) ? 'unreadable-card' : 'read-only-card', detail: loss as string };
}

/** Why a link waits although nothing is wrong with it. */
const WAITING: Partial<Record<typeof account.$inferSelect.state, string>> = {
  paused: 'account-paused',
  'sign-in-needed': 'sign-in-needed',
};
