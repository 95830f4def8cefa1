import type { FastifyInstance } from 'fastify';
import { countAccounts } from '../../accounts/count-accounts.ts';
import { countAttention } from '../../conflicts/count-attention.ts';
import { failedFileImports } from '../../files/imports/failed-imports.ts';
import { answerHelp } from '../../help/answer-help.ts';
import { listHelpAnswers } from '../../help/list-help-answers.ts';
import { countWaiting } from '../../import-queue/count-waiting.ts';
import { listBirthdays } from '../../records/birthdays.ts';
import { countCompanyNames } from '../../records/companies/company-names.ts';
import { countRecords } from '../../records/count-records.ts';
import { countDuplicates } from '../../records/duplicates/list-duplicates.ts';
import { lastChanges } from '../../records/history/last-changes.ts';
import { HELP_TOPICS } from '../contract/help.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function homeRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'getHome', async ({ actor }) => {
    const [records, queue, accounts, attention, companyNames, duplicates] = await Promise.all([
      countRecords(db, actor),
      countWaiting(db, actor),
      countAccounts(db, actor),
      countAttention(db, actor),
      countCompanyNames(db),
      countDuplicates(db),
    ]);
    return { ...records, queue, accounts, ...attention, companyNames, duplicates: duplicates.total };
  });
  on(app, deps, 'getToday', async ({ actor, query: { today } }) => {
    const [birthdays, changes, failedImports] = await Promise.all([
      listBirthdays(db, today),
      lastChanges(db, actor),
      failedFileImports(db, actor),
    ]);
    return { birthdays, changes, failedImports };
  });
  on(app, deps, 'answerHelp', async ({ actor, body }) => {
    await answerHelp(db, actor, body);
    return null;
  });
  on(app, deps, 'listHelpAnswers', async ({ actor }) => ({
    items: await listHelpAnswers(db, actor, HELP_TOPICS),
  }));
}
