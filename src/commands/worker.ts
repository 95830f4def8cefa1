import { createApp } from '../app.ts';
import type { Command } from './command.ts';
import { listenForStop } from './until-stopped.ts';

export const worker: Command = {
  name: 'worker',
  takes: '',
  summary: 'Only synchronise: any number of these, on any number of machines, on one database',
  arity: [0, 0],
  options: {},
  help: [],
  async run(invocation) {
    const stopping = listenForStop();
    const config = invocation.config();
    const app = await createApp(config, invocation.log(config));
    try {
      await app.work();
      invocation.answer('This worker synchronises what is due.', { ready: true });
      await stopping.asked;
    } finally {
      await app.stop();
    }
    return 0;
  },
};
