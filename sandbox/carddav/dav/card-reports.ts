import { type Answer, failed, multistatus, plain, type World } from '../answer.ts';
import type { Book, StoredCard } from '../book.ts';
import { valuesOf } from '../card-text.ts';
import type { DavRequest } from '../request.ts';
import { reportedProperties } from './properties.ts';
import { type Account, bookPath, cardHref, resourceAt } from './resource.ts';
import { card, child, childText, dav, propertiesAsked, type XmlElement } from './xml-read.ts';

const namesOf = (report: XmlElement): readonly string[] => {
  const asked = propertiesAsked(report);
  return asked === 'all' ? [dav('getetag')] : asked;
};

/** addressbook-multiget (RFC 6352 8.7). Hrefs come back as they were sent. */
export function answerMultiget(world: World, account: Account, book: Book, report: XmlElement): Answer {
  const { behaviour } = world;
  let hrefs = report.children.filter((one) => one.name === dav('href')).map((one) => one.text.trim());
  if (behaviour.multigetMax > 0 && hrefs.length > behaviour.multigetMax) return plain(413, 'Too many hrefs');
  const collection = bookPath(account, book).replace(/\/$/, '');
  const unwanted = (href: string) => !href.startsWith('/') || href.replace(/\/$/, '') === collection;
  if (behaviour.strictMultiget && hrefs.some(unwanted)) return plain(400, 'Bad Request');
  if (hrefs.some((href) => behaviour.refusesHref?.test(href))) return plain(400, 'Bad Request');
  if (behaviour.missingInMultiget === 'fail' && hrefs.some((href) => !find(world, book, href))) {
    return plain(404, 'A member was not found.');
  }
  if (behaviour.multigetOrder === 'reversed') hrefs = hrefs.reverse();
  if (behaviour.multigetOrder === 'duplicated') hrefs = hrefs.flatMap((href) => [href, href]);
  return multistatus(world, multigetParts(world, book, hrefs, namesOf(report)));
}

function* multigetParts(
  world: World,
  book: Book,
  hrefs: readonly string[],
  names: readonly string[],
): Generator<string> {
  for (const href of hrefs) {
    const stored = find(world, book, href);
    const shown = world.behaviour.hrefs === 'lower-case' ? href.toLowerCase() : href;
    if (stored) yield world.write.response(shown, names, reportedProperties(world, book, stored, true));
    else if (world.behaviour.missingInMultiget === '404') yield world.write.statusResponse(href, 404);
  }
}

function find(world: World, book: Book, href: string): StoredCard | undefined {
  const path = URL.parse(href, 'http://any.example/')?.pathname ?? href;
  const resource = resourceAt(path, world.accounts);
  return resource.is === 'card' && resource.book === book ? book.card(resource.name) : undefined;
}

/** addressbook-query with prop-filter and text-match; parameter filters are not looked at. */
export function answerQuery(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  report: XmlElement,
): Answer {
  if (world.behaviour.query === '500') return plain(500, 'Internal Server Error');
  if (!child(report, card('filter')) && world.behaviour.query === 'filters') {
    return failed(world, 400, card('supported-filter'));
  }
  return multistatus(world, queryParts(request, world, account, book, report));
}

function* queryParts(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  report: XmlElement,
): Generator<string> {
  if (world.behaviour.query === 'empty') return;
  const filter = child(report, card('filter'))!;
  const limit = Number(childText(child(report, card('limit')), card('nresults'))) || Number.POSITIVE_INFINITY;
  const collection = bookPath(account, book);
  const names = namesOf(report);
  let left = Math.floor(book.count * request.listed);
  let sent = 0;
  for (const stored of book.cards()) {
    if (left-- <= 0) return;
    if (!passes(filter, book, stored)) continue;
    if (sent === limit) {
      yield world.write.statusResponse(collection, 507, world.write.dav('number-of-matches-within-limits'));
      return;
    }
    sent += 1;
    const href = cardHref(collection, stored.name, world.behaviour);
    yield world.write.response(href, names, reportedProperties(world, book, stored, true));
  }
}

function passes(filter: XmlElement, book: Book, stored: StoredCard): boolean {
  const tests = filter.children.filter((one) => one.name === card('prop-filter'));
  if (tests.length === 0) return true;
  const holds = (test: XmlElement): boolean => {
    const name = test.attributes.name ?? '';
    // The UID is known without writing the card out.
    return propertyPasses(
      test,
      name.toUpperCase() === 'UID' ? [stored.uid] : valuesOf(book.text(stored), name),
    );
  };
  return filter.attributes.test === 'allof' ? tests.every(holds) : tests.some(holds);
}

function propertyPasses(test: XmlElement, values: readonly string[]): boolean {
  if (child(test, card('is-not-defined'))) return values.length === 0;
  const matches = test.children.filter((one) => one.name === card('text-match'));
  if (matches.length === 0) return values.length > 0;
  const holds = (match: XmlElement): boolean =>
    values.some((value) => textMatches(match, value)) !== (match.attributes['negate-condition'] === 'yes');
  return test.attributes.test === 'allof' ? matches.every(holds) : matches.some(holds);
}

function textMatches(match: XmlElement, value: string): boolean {
  const wanted = match.text.toLowerCase();
  const text = value.toLowerCase();
  switch (match.attributes['match-type']) {
    case 'equals':
      return text === wanted;
    case 'starts-with':
      return text.startsWith(wanted);
    case 'ends-with':
      return text.endsWith(wanted);
    default:
      return text.includes(wanted);
  }
}
