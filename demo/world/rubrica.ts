// Rubrica as a child process.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

const ROOT = dirname(dirname(import.meta.dirname));

export interface Rubrica {
  url: string;
  /** Ends when it does: by `stop`, or because it failed. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** As `npm start` starts it, the interface built first. @throws Error when it ends before it is ready */
export async function startRubrica(env: NodeJS.ProcessEnv): Promise<Rubrica> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'run.mjs'), 'src/main.ts', 'serve'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const url = await ready(child, ended);
  return {
    url,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function ready(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /ready at (\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    void ended.then(() => reject(new Error('Rubrica ended before it was ready; what it said stands above.')));
  });
}
