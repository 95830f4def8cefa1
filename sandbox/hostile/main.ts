// `node sandbox/hostile/main.ts [--port 8890]`: the hostile server, to be connected to by hand. Needs a Rubrica that may
// reach this machine (RUBRICA_ALLOW_PRIVATE_ADDRESSES=true). Any user name and password will do.
import { parseArgs } from 'node:util';
import { BEHAVIOURS, type BehaviourName } from './behaviours.ts';
import { startHostileServer } from './hostile.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8890' } } });
const server = await startHostileServer(Number(values.port));
for (const [name, { about }] of Object.entries(BEHAVIOURS))
  console.log(`${server.entry(name as BehaviourName)}  ${about}`);
