// Whose birthday is near, by the calendar of the person who asks.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows, texts } from '../database/query.ts';
import type { RecordKind } from '../database/schema.ts';

const DAYS = 14;
const MOST = 20;
const DAY_MS = 86_400_000;

interface Birthday {
  recordId: string;
  displayName: string;
  kind: RecordKind;
  birthday: string;
  on: string;
  age: number | null;
}

/** Month and day, as its index has them. */
const DAY = sql`right((keys ->> 'birthday') collate "C", 5)`;

/** From `today` on, the nearest first. Who was born on 29 February has it on the 28th where there is none. */
export async function listBirthdays(db: Db, today: string): Promise<Birthday[]> {
  const days = Array.from({ length: DAYS + 1 }, (_, at) =>
    new Date(Date.parse(today) + at * DAY_MS).toISOString().slice(0, 10),
  );
  /** By month and day, the date. */
  const dates = new Map(days.map((date) => [date.slice(5), date]));
  const last = days.find((date) => date.endsWith('-02-28'));
  if (last && !isLeap(Number(last.slice(0, 4)))) dates.set('02-29', last);
  const found = await rows<Omit<Birthday, 'on' | 'age'>>(
    db,
    sql`select id as "recordId", display_name as "displayName", kind, keys ->> 'birthday' as birthday
      from record
      where ${DAY} = any(${texts([...dates.keys()])}) and deleted_at is null
      order by array_position(${texts([...dates.keys()].toSorted((a, b) => (dates.get(a)! < dates.get(b)! ? -1 : 1)))}, ${DAY}), sort_name, id
      limit ${MOST}`,
  );
  return found.map((each) => {
    const on = dates.get(each.birthday.slice(-5))!;
    const born = /^\d{4}/.exec(each.birthday)?.[0];
    return { ...each, on, age: born === undefined ? null : Number(on.slice(0, 4)) - Number(born) };
  });
}

const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
