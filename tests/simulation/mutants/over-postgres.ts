// Rubrica without one of its rules, over PostgreSQL: production's verbs and store with one line changed.
import { type Change, loadCopies } from './load-mutant.ts';

const THE_CRM = 'tests/simulation/crm/postgres-crm.ts';
type Postgres = typeof import('../crm/postgres-crm.ts');

export const crmWithout = (change: Change): Promise<Postgres['createPostgresCrm']> =>
  loadCopies([THE_CRM], [change], async (load) => (await load<Postgres>(THE_CRM)).createPostgresCrm);
