import { describeAbsent, describeProvider } from './describe-provider.ts';
import { REAL_SERVERS } from './servers/real-servers.ts';

for (const { name, absent, start } of REAL_SERVERS)
  if (absent) describeAbsent(name, 'connecting', absent);
  else describeProvider(name, start);
