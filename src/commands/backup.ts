import { resolve } from 'node:path';
import { secretKeyFile } from '../secret-key.ts';
import type { Command } from './command.ts';
import { withStorage } from './with-storage.ts';

export const backup: Command = {
  takes: 'DIR',
  summary: 'Copy the embedded database into an empty folder, while it is in use',
  arity: [1, 1],
  options: {},
  help: ['To restore: put the folder "database" from DIR into an empty RUBRICA_DATA, beside its secret.key.'],
  run: (invocation) =>
    withStorage(invocation, async (storage) => {
      const target = resolve(invocation.arguments[0]!);
      await storage.backUp(target);
      const { data } = invocation.config();
      invocation.answer(
        `Copied to ${target}. Without the key in ${secretKeyFile(data)} its stored passwords cannot be opened: keep that apart.`,
        { directory: target },
      );
      return 0;
    }),
};
