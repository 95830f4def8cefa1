// Rubrica in a process of its own, as people start it.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const ADMINISTRATOR = { email: 'bench@example.org', password: 'correct horse battery' };

export interface Server {
  url: string;
  pid: number;
  end(): Promise<void>;
}

/** Rubrica as people start it, in a process of its own, with its data in `folder`. */
export async function startServer(folder: string): Promise<Server> {
  const server: ChildProcess = spawn(process.execPath, ['src/main.ts', 'serve'], {
    env: {
      PATH: process.env.PATH,
      RUBRICA_PORT: '0',
      RUBRICA_LOG: 'error',
      RUBRICA_DATA: join(folder, 'data'),
      RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true',
      RUBRICA_ADMIN_EMAIL: ADMINISTRATOR.email,
      RUBRICA_ADMIN_PASSWORD: ADMINISTRATOR.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /ready at (\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    void ended.then(() => reject(new Error(`the server ended: ${said}`)));
  });
  return {
    url,
    pid: server.pid!,
    async end() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
