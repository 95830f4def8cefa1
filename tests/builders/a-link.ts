// Links as a test wants them: Anna Bianchi, whom both sides know with one number, and whatever moved since.
import { type Contact, emptyContact } from '../../src/contact/contact.ts';
import type { Loss } from '../../src/contact/loss.ts';
import type { RemoteId, Version } from '../../src/providers/provider.ts';
import { type LinkPlan, planLink } from '../../src/sync/decide/plan.ts';
import { project } from '../../src/sync/decide/project.ts';
import type { PlanContext } from '../../src/sync/decide/three-way.ts';
import { type Base, newLink } from '../../src/sync/link/link.ts';
import type { LinkView, Namesake } from '../../src/sync/link/view.ts';
import { defaultMapping } from '../../src/sync/mapping.ts';
import {
  type AccountSettings,
  DEFAULT_SETTINGS,
  type Mapping,
  type Rights,
  type Values,
} from '../../src/sync/model.ts';

const mapping = defaultMapping('contact');
/** Everybody's, before an administrator takes any away. */
export const ALL_RIGHTS: Rights = { edit: true, delete: true };
export const context = (over: Partial<AccountSettings> = {}, rights = ALL_RIGHTS): PlanContext => ({
  settings: { ...DEFAULT_SETTINGS, ...over },
  mapping,
  rights,
  capabilities: { visibleAfterMs: 0, photoBytes: null },
  now: 0,
  look: { at: 0, certain: 0, visible: 0 },
  isWritable: () => true,
});

export const contactWith = (phone: string | null): Contact => ({
  ...emptyContact(),
  name: { given: 'Anna', family: 'Bianchi' },
  phones: phone === null ? [] : [{ label: 'work', value: phone }],
});
export const valuesWith = (phone: string | null): Values => ({
  firstName: 'Anna',
  lastName: 'Bianchi',
  ...(phone === null ? {} : { phone }),
});

/** What both sides agreed on: Anna Bianchi, 02 1234567. */
export const AGREED = '02 1234567';
export const agreed = (): Base => agreedOn(contactWith(AGREED), mapping);

/** Both sides say what the card says; of which fields that is, the record says. */
export function agreedOn(contact: Contact, by: Mapping, record: Values = {}): Base {
  const { values, bound, others } = project(contact, by, null, record);
  return {
    fields: Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]),
    ),
    bound,
    others,
  };
}

export interface Given {
  local?: string | null;
  remote?: string | null;
  card?: 'live' | 'missing' | 'gone' | 'none';
  wanted?: boolean;
  deleted?: boolean;
  link?: Partial<LinkView['link']>;
  view?: Partial<LinkView>;
  loss?: Loss;
  inScope?: boolean;
}

export function view({
  local = AGREED,
  remote = AGREED,
  card = 'live',
  wanted = true,
  deleted = false,
  link,
  view: more,
  loss,
  inScope = true,
}: Given): LinkView {
  return {
    link: newLink({
      id: 'l',
      accountId: 'a',
      recordId: 'r',
      cardId: card === 'none' ? null : 'c',
      marker: 'M',
      state: 'active',
      base: agreed(),
      touched: 2,
      settled: 1,
      ...link,
    }),
    record: { id: 'r', kind: 'contact', values: valuesWith(local), version: 7, deleted },
    card:
      card === 'none'
        ? null
        : {
            id: 'c',
            listedBy: [],
            bookId: 'b',
            remoteId: '/c.vcf' as RemoteId,
            version: '"1"' as Version,
            contact: contactWith(remote),
            contentHash: 'as seen',
            loss: loss ?? null,
            inScope,
            state: card,
          },
    wanted: wanted && !deleted,
    contested: [],
    namesakes: [],
    former: null,
    unseen: [],
    beside: [],
    lookalike: null,
    made: null,
    flips: [],
    ties: [],
    removedByColleague: false,
    photoBytes: 0,
    trashed: null,
    ...more,
  };
}

/** What has become of a card that is gone, as it seems. */
export const aNamesake = (over: Partial<Namesake> = {}): Namesake => ({
  cardId: 'c2',
  contact: contactWith(AGREED),
  isNew: true,
  isDecided: false,
  ...over,
});

export const plan = (
  given: Given,
  settings: Partial<AccountSettings> = {},
  rights: Rights = ALL_RIGHTS,
): LinkPlan => planLink(view(given), context(settings, rights));
export const fresh = { state: 'new' as const, base: null };
