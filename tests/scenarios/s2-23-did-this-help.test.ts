// S2.23: beside what needs words stands help; whether it helped, and what was missing, is kept for administrators.
import { expect, test } from 'vitest';
import { answerHelp } from '../../src/help/answer-help.ts';
import { listHelpAnswers } from '../../src/help/list-help-answers.ts';
import { databaseOfFile } from '../database-of-file.ts';
import { refusal } from '../refusal.ts';
import { aUser } from '../rows.ts';

const database = await databaseOfFile();

test('each person’s last answer counts once, and administrators read what was missing', async () => {
  const { db } = database;
  const [alice, bruno, boss] = [await aUser(db), await aUser(db), await aUser(db, 'administrator')];
  await answerHelp(db, alice, { topic: 'queue', helped: true });
  await answerHelp(db, bruno, { topic: 'queue', helped: false });
  await answerHelp(db, bruno, { topic: 'queue', helped: false, missing: ' What is a\r\nlead? ' });
  const said = () => listHelpAnswers(db, boss, ['trash', 'queue']);
  expect(await said()).toMatchObject([
    { topic: 'trash', helped: 0, notHelped: 0, missing: [] },
    { topic: 'queue', helped: 1, notHelped: 1, missing: [{ text: 'What is a\nlead?' }] },
  ]);
  // Understood meanwhile: what was missing is missing no more.
  await answerHelp(db, bruno, { topic: 'queue', helped: true, missing: 'What is a lead?' });
  expect((await said())[1]).toMatchObject({ helped: 2, notHelped: 0, missing: [] });
});

test('what others said is for administrators', async () => {
  const { db } = database;
  const refused = refusal(listHelpAnswers(db, await aUser(db), ['queue']));
  await expect(refused).resolves.toMatchObject({ code: 'not-allowed' });
});
