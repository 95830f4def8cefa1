// The labels really found on the cards of an account. Cards are counted by the sequence of labels they carry, of which a
// book has few however many cards it holds: 50,000 cards are one grouped query, and what the mapping makes of each sequence
// is then worked out by the engine's own rules.
import { sql } from 'drizzle-orm';
import type { Contact, Label } from '../../contact/contact.ts';
import { LISTS, placeName, TEXT_PLACES, type ValueProperty } from '../../contact/properties/table.ts';
import type { Db } from '../../database/database.ts';
import { rows, uuids } from '../../database/query.ts';
import type { RecordKind } from '../../sync/model.ts';

/** Cards that carry the same labels in the same order. */
export interface LabelSequence {
  kind: RecordKind;
  property: ValueProperty;
  labels: Label[];
  /** Labels of the values marked as preferred. */
  preferred: Label[];
  cards: number;
  /** One of the cards. */
  sample: string;
}

/** Cards in scope, each of the kind of its record, or of the one chosen or suggested in the queue. */
const seen = (
  accountId: string,
) => sql`(select c.id, c.contact, coalesce(r.kind, q.kind, c.suggested_kind) as kind
  from card c left join link l on l.card_id = c.id and l.state <> 'closed' left join record r on r.id = l.record_id
  left join queue_item q on q.card_id = c.id
  where c.account_id = ${accountId} and c.state <> 'gone' and c.in_scope) as seen`;

export function labelSequences(db: Db, accountId: string): Promise<LabelSequence[]> {
  const each = LISTS.map((property) => sql`(${property}, ${labelsIn(property)}, ${preferredIn(property)})`);
  // As text, sorted by bytes: grouping 200,000 JSON arrays takes twice as long.
  return rows<LabelSequence>(
    db,
    sql`with labelled as materialized (
        select kind, id::text collate "C" as id, property, labels::text collate "C" as labels, preferred::text collate "C" as preferred
        from ${seen(accountId)} cross join lateral (values ${sql.join(each, sql`, `)}) as listed(property, labels, preferred)
        where labels <> '[]')
      select kind, property, labels::jsonb as labels, preferred::jsonb as preferred, count(*)::int as cards, min(id) as sample
      from labelled group by kind, property, labelled.labels, labelled.preferred order by cards desc, sample`,
  );
}

const labelsIn = (property: ValueProperty) =>
  sql`jsonb_path_query_array(contact, ${`$.${property}[*].label`}::jsonpath)`;

const preferredIn = (property: ValueProperty) =>
  sql`case when contact -> ${property}::text @> '[{"primary": true}]'
    then jsonb_path_query_array(contact, ${`$.${property}[*] ? (@.primary == true).label`}::jsonpath) else '[]' end`;

/** By kind and place (`name.middle`, `notes`), how many cards have something there. */
export async function filledPlaces(
  db: Db,
  accountId: string,
): Promise<{ kind: RecordKind; cards: number; places: Record<string, number> }[]> {
  const counted = sql.join(
    TEXT_PLACES.map((place) => {
      const name = placeName(place);
      const path = sql.join(
        name.split('.').map((step) => sql`${step}::text`),
        sql` -> `,
      );
      return sql`${name}::text, count(contact -> ${path})`;
    }),
    sql`, `,
  );
  return rows(
    db,
    sql`select kind, count(*)::int as cards, jsonb_build_object(${counted}) as places from ${seen(accountId)} group by kind`,
  );
}

export async function contactsOf(db: Db, cardIds: string[]): Promise<Map<string, Contact>> {
  const found = await rows<{ id: string; contact: Contact }>(
    db,
    sql`select id, contact from card where id = any(${uuids(cardIds)})`,
  );
  return new Map(found.map(({ id, contact }) => [id, contact]));
}
