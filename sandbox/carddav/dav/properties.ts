import type { World } from '../answer.ts';
import type { Book, StoredCard } from '../book.ts';
import { shownAs3 } from '../rewrites.ts';
import { type Account, homePath, principalPath, type Resource } from './resource.ts';
import { card, cs, dav } from './xml-read.ts';
import { escapeXml } from './xml-write.ts';

/** The inner XML of a property, undefined when the resource has no such property. */
export type Lookup = (name: string) => string | undefined;

const reports = ['addressbook-multiget', 'addressbook-query'];

/** What `allprop` gives; address-data only ever comes when it is asked for by name (RFC 6352 10.4). */
export const allProperties: readonly string[] = [
  dav('resourcetype'),
  dav('displayname'),
  dav('getetag'),
  dav('getcontenttype'),
  dav('current-user-principal'),
  dav('sync-token'),
  cs('getctag'),
];

export const syncToken = (book: Book, sequence = book.sequence): string =>
  book.behaviour.token.write(book.generation, sequence);

/** Like iCloud's, the ctag is not the sync token, but moves with it. */
export const ctag = (book: Book): string => `HwoQ-${book.generation}-${book.sequence}`;

/** Properties of everything but a card, for the account that is signed in. */
export function collectionProperties(world: World, resource: Resource, signedIn: Account): Lookup {
  const { write } = world;
  return (name) => {
    // iCloud has answered 207 at the well-known address without naming the principal.
    if (resource.is === 'well-known')
      return name === dav('resourcetype') ? write.dav('collection') : undefined;
    if (name === dav('current-user-principal')) return write.href(principalPath(signedIn));
    switch (resource.is) {
      case 'root':
        return name === dav('resourcetype') ? write.dav('collection') : undefined;
      case 'principal':
        return principalProperty(world, resource.account, name);
      case 'home':
        return homeProperty(world, resource.account, name);
      case 'book':
        return bookProperty(world, resource.account, resource.book, name);
      default:
        return undefined;
    }
  };
}

function principalProperty(world: World, account: Account, name: string): string | undefined {
  const { write, behaviour, partitionOrigin } = world;
  switch (name) {
    case dav('resourcetype'):
      return write.dav('principal');
    case dav('displayname'):
      return escapeXml(account.user);
    case dav('principal-URL'):
      return write.href(principalPath(account));
    case card('addressbook-home-set'):
      return write.href(`${behaviour.homeHref === 'absolute' ? partitionOrigin : ''}${homePath(account)}`);
    default:
      return undefined;
  }
}

function homeProperty({ write }: World, account: Account, name: string): string | undefined {
  if (name === dav('resourcetype')) return write.dav('collection');
  if (name === dav('owner')) return write.href(principalPath(account));
  return undefined;
}

function bookProperty(world: World, account: Account, book: Book, name: string): string | undefined {
  const { write, behaviour } = world;
  switch (name) {
    case dav('resourcetype'):
      return write.dav('collection') + write.element(card('addressbook'), '');
    case dav('displayname'):
      return book.displayName === '' ? undefined : escapeXml(book.displayName);
    case dav('owner'):
      return write.href(principalPath(account));
    case dav('sync-token'):
      return behaviour.syncCollection && behaviour.syncTokenProperty ? escapeXml(syncToken(book)) : undefined;
    case cs('getctag'):
      return behaviour.ctag ? escapeXml(ctag(book)) : undefined;
    case dav('supported-report-set'):
      return supportedReports(world);
    case card('supported-address-data'):
      return supportedVersions(world);
    case card('max-resource-size'):
      return String(behaviour.maxResourceSize);
    case dav('current-user-privilege-set'): {
      const writing = ['write', 'write-content', 'bind', 'unbind'];
      const held = ['read', 'read-current-user-privilege-set', ...(behaviour.readOnly ? [] : writing)];
      return held.map((privilege) => write.dav('privilege', write.dav(privilege))).join('');
    }
    default:
      return undefined;
  }
}

function supportedReports({ write, behaviour }: World): string {
  const names = [...reports.map(card), ...(behaviour.syncCollection ? [dav('sync-collection')] : [])];
  return names
    .map((name) => write.dav('supported-report', write.dav('report', write.element(name, ''))))
    .join('');
}

function supportedVersions({ behaviour }: World): string {
  const versions = ['keep', 'show-as-3'].includes(behaviour.vcard4) ? ['3.0', '4.0'] : ['3.0'];
  const name = behaviour.namespaces === 'prefixed' ? 'C:address-data-type' : 'address-data-type';
  const declared = behaviour.namespaces === 'prefixed' ? '' : ' xmlns="urn:ietf:params:xml:ns:carddav"';
  return versions
    .map((version) => `<${name}${declared} content-type="text/vcard" version="${version}"/>`)
    .join('');
}

/** Properties of a card. `withText` false: address-data is treated as a property it has not. */
export function cardProperties(world: World, book: Book, stored: StoredCard, withText: boolean): Lookup {
  return (name) => {
    switch (name) {
      case dav('getetag'):
        return escapeXml(world.behaviour.proxy.listed(stored.etag));
      case dav('resourcetype'):
        return '';
      case dav('getcontenttype'):
        return escapeXml(world.behaviour.contentType);
      case dav('getcontentlength'):
        return String(book.bytes(stored).length);
      case card('address-data'):
        if (!withText) return undefined;
        world.counters.cardsServed += 1;
        return world.write.cardText(
          world.behaviour.vcard4 === 'show-as-3' ? shownAs3(book.text(stored)) : book.text(stored),
        );
      default:
        return undefined;
    }
  };
}

/** As `cardProperties`, in the answer of a report. */
export function reportedProperties(world: World, book: Book, stored: StoredCard, withText: boolean): Lookup {
  const lookup = cardProperties(world, book, stored, withText);
  const hidden = world.behaviour.sizeInReports ? null : dav('getcontentlength');
  return (name) => (name === hidden ? undefined : lookup(name));
}
