// A database of many people, as years of work leave it: what lists are measured on. Always the same one.
import { sql } from 'drizzle-orm';
import type { Db } from '../src/database/database.ts';
import { newId } from '../src/database/new-id.ts';
import { json } from '../src/database/query.ts';
import { CATALOGUE, companyField, namesOf } from '../src/fields/catalogue.ts';
import type { FieldDefinition } from '../src/fields/field.ts';
import { derive } from '../src/records/derive.ts';

const WORDS = [
  ...['Anna', 'Marco', 'Giulia', 'Sofía', 'José', 'Émilie', 'Jürgen', 'Wei', 'Olga', 'Fatima', 'John'],
  ...['Torino', 'Milano', 'Madrid', 'México', 'Bogotá', 'Lyon', 'Köln', 'London', 'Wien', 'Kraków'],
  ...['Sales', 'Buyer', 'Engineer', 'Director', 'Owner', 'Marketing', 'Legal', 'Support', 'Finance'],
];
const COMPANIES = 5000;
/** Records a statement. */
const BATCH = 1000;

/** The same numbers every time: a linear congruential generator, with the constants of the C standard. */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** Adds `count` contacts, owned in turn by `owners`. */
export async function addContacts(db: Db, count: number, owners: string[]): Promise<void> {
  const below = numbers();
  const word = (): string => WORDS[below(WORDS.length)]!;
  const valueIn = ({ key, type }: FieldDefinition, n: number): string | null => {
    if (key === companyField('contact')) return `${word()} ${below(COMPANIES)} S.r.l.`;
    if (namesOf('contact').includes(key)) return `${word()} ${n}`;
    // Of the other fields a person has every second or third.
    if (below(5) > 1) return null;
    if (type === 'email') return `person${n}@company${below(COMPANIES)}.example`;
    if (type === 'phone') return `+39 3${40 + below(10)} ${1_000_000 + below(8_999_999)}`;
    if (type === 'date') return `19${50 + below(50)}-0${1 + below(9)}-${10 + below(18)}`;
    if (type === 'longText') return `${word()} ${word()} ${below(200)}`;
    return type === 'text' ? word() : null;
  };
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, at) => {
      const n = start + at;
      const values = Object.fromEntries(
        CATALOGUE.contact.flatMap((field) => {
          const value = valueIn(field, n);
          return value === null ? [] : [[field.key, value]];
        }),
      );
      return {
        id: newId(),
        values,
        ownerId: owners[n % owners.length],
        age: below(1000),
        ...derive(CATALOGUE, 'contact', values),
      };
    });
    await db.execute(sql`
      insert into record (id, kind, "values", owner_id, display_name, search_text, sort_name, match_keys, company_key,
        company_terms, keys, derived, compared, created_at, updated_at)
      select id, 'contact', "values", "ownerId", "displayName", "searchText", "sortName",
        array(select jsonb_array_elements_text("matchKeys")), "companyKey",
        array(select jsonb_array_elements_text("companyTerms")), keys, derived, true,
        now() - age * interval '1 day', now() - age * interval '1 hour'
      from jsonb_to_recordset(${json(batch)}) as row (
        id uuid, "values" jsonb, "ownerId" uuid, "displayName" text, "searchText" text, "sortName" text, "matchKeys" jsonb,
        "companyKey" text, "companyTerms" jsonb, keys jsonb, derived smallint, age int)`);
  }
}
