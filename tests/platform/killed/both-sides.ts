// What both sides of an account hold, as lines that are the same in every history that ends the same: without ids and times.
import { type SQL, sql } from 'drizzle-orm';
import type { PhoneBook } from '../../../sandbox/carddav/phone.ts';

type Ask = (query: SQL) => Promise<Record<string, unknown>[]>;

const TABLES: Record<string, SQL> = {
  record: sql`select kind, values, deleted_at is not null as deleted from record`,
  card: sql`select raw, state, loss from card where state <> 'gone'`,
  link: sql`select record.display_name, link.state, closed_reason, hold, base -> 'fields' as agreed, created_by_us, card.raw
    from link join record on record.id = record_id left join card on card.id = card_id and card.state <> 'gone'`,
  flag: sql`select display_name, "on", source from flag join record on record.id = record_id`,
  queue: sql`select queue_item.state, queue_item.kind, raw from queue_item join card on card.id = card_id and card.state <> 'gone'`,
  conflict: sql`select field, crm_value, book_value from conflict`,
  trash: sql`select reason, raw from trash`,
  change: sql`select display_name, field, before, after, actor from change join record on record.id = record_id`,
  // Whoever finds that a card was made, or is gone, after the answer was lost cannot tell what it wrote there, or who deleted it.
  journal: sql`select run.trigger, run.state, run.reason, run_action.class, approved, pull, undone_at is not null as undone, display_name,
      case when (type, outcome) = ('close', 'deleted') then 'remove' else type end as type,
      case when outcome in ('adopted', 'deleted', 'gone already') then 'done' else outcome end as outcome,
      case when type <> 'create' then run_action.diff end as diff
    from run_action join run on run.id = run_id left join record on record.id = record_id`,
  account: sql`select state, leaving is not null as leaving, credentials is not null as signed_in from account`,
};

export async function bothSides(ask: Ask, phone: PhoneBook): Promise<string[]> {
  const lines = phone.list().map(({ href }) => `on the phone ${phone.get(href)!.vcard}`);
  for (const [table, query] of Object.entries(TABLES))
    for (const row of await ask(query)) lines.push(`${table} ${JSON.stringify(row)}`);
  return lines.map(withoutNames).sort();
}

/** A card that is made has a name of its own in each history. */
const withoutNames = (line: string): string =>
  line.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'UID');
