// What people said of the help, for administrators: where it is understood and where it is not.
import { desc, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { helpAnswer, user } from '../database/schema.ts';

/** A row for each of `topics`, in their order; what people missed, the latest first. */
export async function listHelpAnswers<T extends string>(db: Db, actor: Actor, topics: readonly T[]) {
  await demandDoor(db, actor, 'listHelpAnswers');
  const answers = await db
    .select({
      topic: helpAnswer.topic,
      helped: helpAnswer.helped,
      text: helpAnswer.missing,
      at: helpAnswer.at,
      userName: user.name,
    })
    .from(helpAnswer)
    .innerJoin(user, eq(user.id, helpAnswer.userId))
    .orderBy(desc(helpAnswer.at));
  return topics.map((topic) => {
    const own = answers.filter((answer) => answer.topic === topic);
    const helped = own.filter((answer) => answer.helped).length;
    return {
      topic,
      helped,
      notHelped: own.length - helped,
      missing: own.flatMap(({ text, userName, at }) =>
        text === null ? [] : [{ text, userName, at: at.toISOString() }],
      ),
    };
  });
}
