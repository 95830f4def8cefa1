// Kinds of address books behind the seam, each with what its provider does to a client: what it delays, repeats,
// rewrites, leaves untold or cannot be asked. The connector's own duties are kept here as docs and seam state them: what is
// older than what is known is never reported, and what an answer cannot prove is 'unknown'.
import type { Contact, Edit } from '../../../src/contact/contact.ts';
import { applyEdits } from '../../../src/contact/edit.ts';
import { composeName } from '../../../src/contact/name.ts';
import { HOLDS_ALL } from '../../../src/providers/manifest.ts';
import { microsoftManifest } from '../../../src/providers/microsoft/manifest.ts';
import type { Capabilities } from '../../../src/providers/provider.ts';
import { edited, held } from './microsoft-card.ts';

export type ShapeName = 'ordered' | 'replaying' | 'carddav' | 'microsoft';

export interface Shape {
  name: ShapeName;
  /** Reads may show the state of this long ago. */
  lagMs: number;
  /** Versions carry an order: what is older can be told from what is newer. */
  ordered: boolean;
  /** Listings carry the cards; otherwise only etags, and each card that moved is read after it. */
  feedCarriesCards: boolean;
  /** Listings tell removals. */
  tombstones: boolean;
  /** Listings of what is new repeat what they told before, in any order. */
  replays: boolean;
  /** One marker makes one card. */
  idempotentCreate: boolean;
  /** A deletion is refused when the card moved; otherwise the connector looks before it deletes. */
  conditionalDelete: boolean;
  /** What the answer to a write is read from: the answer, or a read after it; or the answer, which says that nobody was in between. */
  answersWithCard: boolean | 'as-made';
  /** A write is the whole card, made of the raw one given; otherwise only what is named is written. */
  writesWholeCard: boolean;
  pageSize: number;
  /** A card that is moved to another book stays the same one: nothing this world could tell (tests/conformance/microsoft/changes.test.ts). */
  idsOutliveMoves?: true;
  /** Cards name the ids of their groups, or bare categories; or groups list their members. */
  groups: 'named' | 'categories' | 'listed';
  /** Pictures travel in the card; lie elsewhere, in a copy of the provider's own making; or cannot be held. */
  photos: 'inline' | 'copied' | null;
  /** What edits make of a card; null where none of them has a place on it. */
  edited(contact: Contact, edits: Edit[]): Contact | null;
  /** What the provider makes of a card it is given. */
  keep(contact: Contact): Contact;
  /** What there is a place for at all, whoever types it. */
  holds(contact: Contact): Contact;
  /** Longest value of a field as this provider keeps it; null for no limit. */
  longestCompany: number | null;
  capabilities: Capabilities;
}

const CAPABILITIES: Capabilities = { ...HOLDS_ALL, photo: false };

const LONGEST_COMPANY = 24;

const HOLDS_WHAT_IS_TYPED = { edited: applyEdits, holds: (contact: Contact) => contact };

export const SHAPES: Record<ShapeName, Shape> = {
  /** As Google: etags with an order, writes that reads show minutes later, no idempotent creation. */
  ordered: {
    ...HOLDS_WHAT_IS_TYPED,
    name: 'ordered',
    lagMs: 240_000,
    ordered: true,
    feedCarriesCards: true,
    tombstones: true,
    replays: false,
    idempotentCreate: false,
    conditionalDelete: true,
    answersWithCard: true,
    writesWholeCard: false,
    pageSize: 5,
    groups: 'named',
    photos: 'copied',
    keep: (contact) => ({
      ...contact,
      emails: contact.emails.map((e) => ({ ...e, value: e.value.toLowerCase() })),
    }),
    longestCompany: null,
    capabilities: { ...CAPABILITIES, visibleAfterMs: 300_000 },
  },
  /** Deltas that repeat themselves in any order, DELETE without a condition, values cut, a name of its own making. */
  replaying: {
    ...HOLDS_WHAT_IS_TYPED,
    name: 'replaying',
    lagMs: 40_000,
    ordered: true,
    feedCarriesCards: true,
    tombstones: true,
    replays: true,
    idempotentCreate: false,
    conditionalDelete: false,
    answersWithCard: true,
    writesWholeCard: false,
    pageSize: 4,
    groups: 'categories',
    photos: null,
    keep: (contact) => ({
      ...contact,
      name: withDisplay(contact),
      organization: cut(contact.organization),
    }),
    longestCompany: LONGEST_COMPANY,
    capabilities: {
      ...CAPABILITIES,
      cuts: { 'organization.name': LONGEST_COMPANY },
      visibleAfterMs: 60_000,
      parallelWrites: 4,
    },
  },
  /** As CardDAV servers: whole cards, numbers rewritten, removals untold, etags that move by themselves, no order. */
  carddav: {
    ...HOLDS_WHAT_IS_TYPED,
    name: 'carddav',
    lagMs: 0,
    ordered: false,
    feedCarriesCards: false,
    tombstones: false,
    replays: false,
    idempotentCreate: true,
    conditionalDelete: true,
    answersWithCard: false,
    writesWholeCard: true,
    pageSize: 3,
    groups: 'listed',
    photos: 'inline',
    keep: (contact) => ({
      ...contact,
      phones: contact.phones.map((phone) => ({ ...phone, value: phone.value.replace(/[\s()-]/g, '') })),
    }),
    longestCompany: null,
    capabilities: CAPABILITIES,
  },
  /** Microsoft 365 as its connector and its sandbox have it: few places under fixed labels, and what 'replaying' does besides. */
  microsoft: {
    name: 'microsoft',
    lagMs: 240_000,
    ordered: true,
    feedCarriesCards: true,
    tombstones: true,
    replays: true,
    idempotentCreate: false,
    conditionalDelete: false,
    answersWithCard: 'as-made',
    writesWholeCard: false,
    pageSize: 4,
    idsOutliveMoves: true,
    groups: 'categories',
    photos: 'copied',
    edited,
    keep: held,
    holds: held,
    longestCompany: null,
    capabilities: microsoftManifest.capabilities,
  },
};

function withDisplay({ name }: Contact): Contact['name'] {
  const display = composeName(name);
  const { display: _, ...parts } = name;
  return display ? { ...parts, display } : parts;
}

function cut({ name, ...rest }: Contact['organization']): Contact['organization'] {
  return name === undefined ? rest : { ...rest, name: name.slice(0, LONGEST_COMPANY).trim() };
}
