// Texts that are made to take long, for everything that reads what a stranger wrote: under a limit of CPU, not of time,
// and in a thread that can be ended, because what backtracks does not come back.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { PARSERS } from './parsers.ts';
import type { Job } from './worker.ts';

/** The square of it takes many seconds, and a cube forever. */
const LENGTH = 40_000;
/** Ten times what the slowest takes that goes over a text once. */
const MOST_CPU_MS = 3000;
const LOOK_EVERY_MS = 200;

/** Repeated to the length; what each is made for is in it. */
const PIECES = [
  ...[
    'a',
    '1',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\u0085',
    '\ud800',
    '🙂',
    'e\u0301',
    '\u0301',
    '٣',
    '/',
    '\\',
    '%',
    '%C3',
    '%zz',
  ],
  ...[
    '<',
    '>',
    '<a>',
    '<a ',
    '</',
    '<!--',
    '<!---->',
    '<?a?>',
    '<?',
    '<![CDATA[',
    ']]>',
    '&',
    '&a;',
    '&#65;',
    '&#0;',
    '<script ',
    '<style>',
    '</script',
  ],
  ...[
    '"',
    "'",
    '";"',
    ';',
    ',',
    ':',
    '=',
    '=3D',
    '=C3=',
    '=\n',
    '\r\n ',
    '\n\t',
    ';a=b',
    ';TYPE="',
    'TYPE=',
    '^',
    '\\,',
    '\\n',
  ],
  ...[
    'BEGIN:VCARD\r\n',
    'END:VCARD\n',
    'AGENT:\nBEGIN:VCARD\n',
    'item1.TEL:1\r\n',
    'X-',
    'X-A',
    'tel:',
    'data:,',
    '_$!<',
    ';CHARSET=',
    'é\n ',
  ],
  ...['+', '00', '(', '1 ', '1,', '1 x', ' ext', ', ;', ' int.', 'poste ', '-', '--', '1-1-', 'T', '1604'],
  ...[
    '.',
    'a.',
    'a. ',
    's.r.l. ',
    '@',
    'a@',
    'a@b.',
    '://',
    'https://',
    'http:// ?',
    '?',
    '#',
    '[',
    '{',
    '{"a":',
    '\\"',
    'xn--',
    'bearer ',
    'basic  ',
  ],
];

let worker: Worker | undefined;
afterAll(() => worker?.terminate());

async function started(): Promise<Worker> {
  const thread = new Worker(new URL('./worker.ts', import.meta.url));
  await once(thread, 'message');
  return thread;
}

/** Milliseconds of CPU; null when the limit was passed and the thread had to be ended. */
async function cpuOf(job: Job): Promise<number | null> {
  worker ??= await started();
  const current = worker;
  const taken = async () => {
    const { user, system } = await current.cpuUsage();
    return (user + system) / 1000;
  };
  const before = await taken();
  const answered = once(current, 'message').then(([ms]) => ms as number);
  answered.catch(() => {});
  current.postMessage(job);
  for (;;) {
    const look = Promise.withResolvers<'look'>();
    const timer = setTimeout(() => look.resolve('look'), LOOK_EVERY_MS);
    const first = await Promise.race([answered, look.promise]);
    clearTimeout(timer);
    if (first !== 'look') return first;
    if ((await taken()) - before < MOST_CPU_MS) continue;
    worker = undefined;
    await current.terminate();
    return null;
  }
}

test.each(Object.keys(PARSERS))(
  '%s takes no longer than once over the text',
  async (parser) => {
    const slow: string[] = [];
    for (const piece of PIECES) {
      // The end is what a pattern that has taken all of it then fails at.
      const text = `${piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)}!`;
      const cpu = await cpuOf({ parser, text });
      if (cpu === null || cpu > MOST_CPU_MS) slow.push(`${JSON.stringify(piece)}: ${cpu ?? 'ended'}`);
      if (slow.length > 2) break;
    }
    expect(slow).toEqual([]);
  },
  300_000,
);
