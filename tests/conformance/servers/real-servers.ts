// Real servers from Debian packages, started here.
import { cyrusAbsent, startCyrus } from './cyrus.ts';
import { davicalAbsent, startDavical } from './davical.ts';
import { radicaleAbsent, startRadicale } from './radicale.ts';
import type { RealServer } from './real-server.ts';
import { sabre18Absent, startSabre18 } from './sabre18.ts';
import { sogoAbsent, startSogo } from './sogo.ts';
import { startXandikos, xandikosAbsent } from './xandikos.ts';

export interface KindOfServer {
  name: string;
  /** Why it cannot be started here; null where it can. */
  absent: string | null;
  start(): Promise<RealServer>;
}

export const RADICALE: KindOfServer = { name: 'Radicale', absent: radicaleAbsent, start: startRadicale };
export const XANDIKOS: KindOfServer = { name: 'Xandikos', absent: xandikosAbsent, start: startXandikos };
const SABRE18: KindOfServer = { name: 'sabre/dav 1.8', absent: sabre18Absent, start: startSabre18 };
export const CYRUS: KindOfServer = { name: 'Cyrus 3.6', absent: cyrusAbsent, start: startCyrus };
export const DAVICAL: KindOfServer = { name: 'DAViCal 1.1', absent: davicalAbsent, start: startDavical };
export const SOGO: KindOfServer = { name: 'SOGo 5.8', absent: sogoAbsent, start: startSogo };

export const REAL_SERVERS = [RADICALE, XANDIKOS, SABRE18, CYRUS, DAVICAL, SOGO];
