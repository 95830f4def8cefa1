import type { Profile } from '../../sandbox/carddav/profiles.ts';
import { describeProvider } from './describe-provider.ts';
import { startSandbox } from './servers/sandbox.ts';

const PROFILES: Profile[] = [
  'standard',
  'icloud',
  'radicale',
  'xandikos',
  'sabre18',
  'sabre4',
  'davical',
  'cyrus',
  'sogo',
  'latin1',
  'utf16',
  'bytes',
  'unescaped',
];

for (const profile of PROFILES) describeProvider(`sandbox, as ${profile}`, () => startSandbox(profile));
