// What moves under the eyes while a page comes to stand (layout shift, as browsers count it).
import type { Page, Request } from 'playwright-core';

/** What browsers call good: a page below it may still move by a line. */
const MOST = 0.1;

interface Shift {
  value: number;
  moved: string;
}

export interface ShiftWatch {
  /** What moved since the last navigation, once nothing is on its way, if it is too much; nothing when all is well. */
  tooMuch(): Promise<string[]>;
}

const nextFrames = (page: Page, frames: number) =>
  page.evaluate(
    (count) =>
      new Promise<void>((done) => {
        const next = () => (count-- === 0 ? done() : requestAnimationFrame(next));
        next();
      }),
    frames,
  );

/** Watches every page that is opened from here on. */
export async function watchShifts(page: Page): Promise<ShiftWatch> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const place = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ');
        if (!hadRecentInput)
          shifts.push({
            value,
            moved: sources
              .map(
                ({ node, previousRect, currentRect }) =>
                  `${node?.nodeName.toLowerCase()} “${(node?.textContent ?? '').trim().slice(0, 30)}” ${place(previousRect)} → ${place(currentRect)}`,
              )
              .join(', '),
          });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const onTheirWay = new Set<Request>();
  page.on('request', (request) => {
    // What the page before this one asked for is of no interest any more.
    if (request.isNavigationRequest()) onTheirWay.clear();
    else if (isAnswered(request)) onTheirWay.add(request);
  });
  page.on('requestfinished', (request) => onTheirWay.delete(request));
  page.on('requestfailed', (request) => onTheirWay.delete(request));
  return {
    async tooMuch() {
      do await nextFrames(page, 3);
      while (onTheirWay.size > 0);
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      return sum < MOST
        ? []
        : [
            `moved by ${sum.toFixed(3)}`,
            ...shifts.map(({ value, moved }) => `${value.toFixed(3)}: ${moved}`),
          ];
    },
  };
}

/** The stream of events never ends. */
const isAnswered = (request: Request) => !new URL(request.url()).pathname.endsWith('/events');
