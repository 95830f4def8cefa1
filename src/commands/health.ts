import { beats, sumUp } from '../heartbeat.ts';
import type { Command } from './command.ts';

export const health: Command = {
  takes: '',
  summary: 'Say how the servers and workers running on this machine are; exit code 1 when one is not well',
  arity: [0, 0],
  options: {},
  help: ['For those with the same RUBRICA_DATA, in the same container. A server also answers GET /health.'],
  async run(invocation) {
    const found = beats(invocation.config().data);
    const { ok, text } = sumUp(found);
    invocation.answer(text, { ok, processes: found });
    return ok ? 0 : 1;
  },
};
