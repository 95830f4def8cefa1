// Real servers from Debian packages, started here.
import { describeAbsent, describeProvider } from './describe-provider.ts';
import { cyrusAbsent, startCyrus } from './servers/cyrus.ts';
import { davicalAbsent, startDavical } from './servers/davical.ts';
import { radicaleAbsent, startRadicale } from './servers/radicale.ts';
import { sabre18Absent, startSabre18 } from './servers/sabre18.ts';
import { sogoAbsent, startSogo } from './servers/sogo.ts';
import { startXandikos, xandikosAbsent } from './servers/xandikos.ts';

const SERVERS = [
  { name: 'Radicale', absent: radicaleAbsent, start: startRadicale },
  { name: 'Xandikos', absent: xandikosAbsent, start: startXandikos },
  { name: 'sabre/dav 1.8', absent: sabre18Absent, start: startSabre18 },
  { name: 'Cyrus 3.6', absent: cyrusAbsent, start: startCyrus },
  { name: 'DAViCal 1.1', absent: davicalAbsent, start: startDavical },
  { name: 'SOGo 5.8', absent: sogoAbsent, start: startSogo },
];

for (const { name, absent, start } of SERVERS)
  if (absent) describeAbsent(name, absent);
  else describeProvider(name, start);
