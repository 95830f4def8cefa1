// Answers that come in pages come to an end, whatever the server says.
import { HttpError } from './http-error.ts';

/** Honest listings stay far below: 25,000 cards in pages of 50. */
const MOST_PAGES = 2000;
/** Pages in a row that bring nothing. A change between two pages may leave one empty. */
const MOST_IDLE = 3;

export interface Paging {
  /** Called with every page that is not the last. @throws HttpError 'too-large' when they lead nowhere */
  goOn(token: string, hasNews: boolean): void;
}

/** @param first where the first page was asked for, if that is a token too */
export function createPaging(host: string, first = ''): Paging {
  const tokens = new Set([first]);
  let idle = 0;
  return {
    goOn(token, hasNews) {
      idle = hasNews ? 0 : idle + 1;
      if (tokens.has(token) || idle > MOST_IDLE || tokens.size >= MOST_PAGES)
        throw new HttpError('too-large', `${host}: the server has more pages for ever, and does not move on`);
      tokens.add(token);
    },
  };
}
