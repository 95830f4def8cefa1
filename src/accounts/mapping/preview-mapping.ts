// "Test with one contact": how it would look on both sides under a mapping, by the plan the engine itself would make.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { rightsOf } from '../../access/doors.ts';
import { type Contact, emptyContact } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import { isUnreadableCard, rows } from '../../database/query.ts';
import { AppError } from '../../errors.ts';
import type { Capabilities } from '../../providers/provider.ts';
import { expecting } from '../../sync/decide/edits.ts';
import { planLink } from '../../sync/decide/plan.ts';
import { alsoOnCard, project } from '../../sync/decide/project.ts';
import { type Base, newLink } from '../../sync/link/link.ts';
import type { LinkView } from '../../sync/link/view.ts';
import { accountMapping, activeMapping, holdableMapping, fieldsOf as keysOf } from '../../sync/mapping.ts';
import type { CardRow, Mapping, RecordKind, Rights, Values } from '../../sync/model.ts';
import type { AccountDeps } from '../account-deps.ts';
import { type AccountRow, ownAccount } from '../own-account.ts';
import { lossesOf } from './card-losses.ts';
import { fieldsOf, providerOf } from './get-mapping.ts';
import { type ChosenEntry, checkEntries, ownMapping, withBuiltIns } from './own-mapping.ts';
import { cardLines } from './preview-lines.ts';

export interface PreviewMapping {
  id: string;
  kind: RecordKind;
  entries: ChosenEntry[];
  cardId?: string | undefined;
  recordId?: string | undefined;
}

/** One contact as both sides have it: a record without a card, a card without a record, or the two of a link. */
interface Subject {
  cardId: string | null;
  cardName: string | null;
  contact: Contact | null;
  recordId: string | null;
  recordName: string | null;
  values: Values | null;
  base: Base | null;
  outbox: Values[] | null;
}

/**
 * Without a card or a record to look at, one is chosen that has much to show; null when the account has none.
 * @throws AppError 'not-found', 'invalid-values' by field
 */
export async function previewMapping(deps: AccountDeps, actor: Actor, input: PreviewMapping) {
  const { id, kind } = input;
  const entries = withBuiltIns(input.entries);
  const account = await ownAccount(deps.db, actor, id);
  const { capabilities } = providerOf(deps, account);
  const fields = await fieldsOf(deps.db, kind);
  checkEntries(entries, fields);
  const own = ownMapping(kind, entries, { fields, before: account.mapping[kind] ?? {} });
  const isActive = (key: string): boolean =>
    fields.some(({ field }) => field === key || key.startsWith(`${field}.`));
  const mapping = holdableMapping(activeMapping(accountMapping(kind, own), isActive), capabilities);
  const subject = await findSubject(deps, account, input);
  const rights = await rightsOf(deps.db, actor.userId);
  return { subject: subject && lookOf(subject, { account, rights, kind, mapping, capabilities }) };
}

interface Under {
  account: Pick<AccountRow, 'settings'>;
  rights: Rights;
  kind: RecordKind;
  mapping: Mapping;
  capabilities: Capabilities;
}

function lookOf(subject: Subject, under: Under) {
  const { mapping } = under;
  const contact = subject.contact ?? emptyContact();
  const before = subject.values ?? {};
  const planned = subject.values ? plannedFor(subject, under) : null;
  const after = planned?.contact ?? contact;
  const base = planned?.base ?? subject.base;
  const projection = project(after, mapping, base, before);
  const pulled = planned?.pull ?? (subject.values ? {} : projection.values);
  const values: Values = { ...before, ...pulled };
  return {
    card: subject.cardId === null ? null : { id: subject.cardId, name: subject.cardName! },
    record: subject.recordId === null ? null : { id: subject.recordId, name: subject.recordName! },
    fields: mapping.flatMap((entry) =>
      keysOf(entry).flatMap((field) => {
        const [now, then] = [before[field] || null, values[field] || null];
        return now === null && then === null
          ? []
          : [{ field, before: now, after: then, label: projection.bound[entry.field]?.label ?? null }];
      }),
    ),
    lines: cardLines(after, contact, mapping, projection),
    also: alsoOnCard(after, mapping, base),
    losses: lossesOf(values, mapping, after, under.capabilities),
  };
}

/** What the engine would do with the two sides of a link, or with a record that has no card yet. */
export const planUnder = (
  subject: Omit<Subject, 'cardId' | 'cardName' | 'recordName'>,
  { account, rights, kind, mapping, capabilities }: Under,
) =>
  planLink(viewOf(subject, kind), {
    settings: account.settings,
    mapping,
    rights,
    capabilities,
    now: 0,
    look: { at: 0, certain: 0, visible: 0 },
    isWritable: () => true,
  });

function plannedFor(subject: Subject, under: Under) {
  const { mapping } = under;
  const plan = planUnder(subject, under);
  if (plan.type === 'create') {
    const { edits, sent } = plan.push;
    const base = expecting(null, Object.keys(sent), sent, mapping);
    return { pull: {}, contact: applyEdits(emptyContact(), edits), base };
  }
  if (plan.type !== 'sync') return null;
  const pull: Values = Object.fromEntries(plan.pull.map(({ field, after }) => [field, after]));
  if (!plan.push) return { pull, contact: subject.contact!, base: plan.base };
  const { edits, sent } = plan.push;
  const values = { ...subject.values, ...pull };
  const base = expecting(plan.base, Object.keys(sent), values, mapping);
  return { pull, contact: applyEdits(subject.contact!, edits), base };
}

function viewOf(
  { contact, values, base, outbox, recordId }: Omit<Subject, 'cardId' | 'cardName' | 'recordName'>,
  kind: RecordKind,
): LinkView {
  const card = contact && ({ contact, inScope: true, loss: null, state: 'live' } as CardRow);
  return {
    link: newLink({
      id: '',
      accountId: '',
      recordId: recordId!,
      marker: '',
      state: card ? 'active' : 'new',
      base,
      outbox: outbox ?? [],
    }),
    record: { id: recordId!, kind, values: values ?? {}, version: 1, deleted: false },
    card,
    wanted: true,
    contested: [],
    namesakes: [],
    former: null,
    unseen: [],
    beside: [],
    lookalike: null,
    made: null,
    flips: [],
    removedByColleague: false,
    photoBytes: 0,
    ties: [],
    trashed: null,
  };
}

async function findSubject(
  { db }: AccountDeps,
  { id }: AccountRow,
  { kind, cardId, recordId }: PreviewMapping,
): Promise<Subject | null> {
  const columns = sql`c.id as "cardId", c.display_name as "cardName", c.contact, r.id as "recordId",
    r.display_name as "recordName", r.values, l.base, l.outbox`;
  const open = sql`l.account_id = ${id} and l.state <> 'closed'`;
  if (recordId !== undefined) {
    const [found] = await rows<Subject>(
      db,
      sql`select ${columns} from record r left join link l on l.record_id = r.id and ${open}
        left join card c on c.id = l.card_id and c.state <> 'gone'
        where r.id = ${recordId} and r.kind = ${kind} and r.deleted_at is null`,
    );
    if (!found) throw new AppError('not-found');
    return found;
  }
  const richest = sql`order by l.id is not null desc,
    jsonb_array_length(c.contact -> 'phones') + jsonb_array_length(c.contact -> 'emails') desc, c.id limit 1`;
  const [found] = await rows<Subject>(
    db,
    sql`select ${columns} from card c left join link l on l.card_id = c.id and ${open} left join record r on r.id = l.record_id
      where c.account_id = ${id} and c.state <> 'gone' and not ${isUnreadableCard(sql`c.loss`)}
        and ${cardId === undefined ? sql`c.in_scope and (r.kind = ${kind} or (r.id is null and c.suggested_kind = ${kind}))` : sql`c.id = ${cardId}`}
      ${richest}`,
  );
  if (!found && cardId !== undefined) throw new AppError('not-found');
  return found ?? null;
}
