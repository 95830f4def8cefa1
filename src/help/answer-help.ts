// What people say of the help beside a control. Who answers again replaces what they said before.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../contact/text.ts';
import type { Db } from '../database/database.ts';
import { helpAnswer } from '../database/schema.ts';

export interface HelpAnswer {
  topic: string;
  helped: boolean;
  /** What they had hoped to read. */
  missing?: string | undefined;
}

export async function answerHelp(db: Db, { userId }: Actor, answer: HelpAnswer): Promise<void> {
  const { topic, helped } = answer;
  const missing = (!helped && cleanText(answer.missing ?? '')) || null;
  const said = { helped, missing, at: sql`now()` };
  await db
    .insert(helpAnswer)
    .values({ topic, userId, ...said })
    .onConflictDoUpdate({ target: [helpAnswer.topic, helpAnswer.userId], set: said });
}
