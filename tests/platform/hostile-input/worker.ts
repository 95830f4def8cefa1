// Gives one text to one parser and says how much CPU it took. The thread is ended from outside when it takes too much.
import { parentPort } from 'node:worker_threads';
import { PARSERS } from './parsers.ts';

export interface Job {
  parser: string;
  text: string;
}

parentPort!.postMessage('ready');
parentPort!.on('message', async ({ parser, text }: Job) => {
  const before = process.threadCpuUsage();
  try {
    await PARSERS[parser]!(text);
  } catch {
    // To refuse is an answer.
  }
  const { user, system } = process.threadCpuUsage(before);
  parentPort!.postMessage((user + system) / 1000);
});
