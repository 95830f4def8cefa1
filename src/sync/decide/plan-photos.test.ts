// Pictures are fields whose value is what tells them apart, on each side in its own way.
import { expect, test } from 'vitest';
import { agreed, contactWith, fresh, plan, valuesWith, view } from '../../../tests/builders/a-link.ts';
import type { Agreement, Base } from '../link/link.ts';
import type { AccountSettings } from '../model.ts';

const OURS = 'hash-of-ours';
const THEIRS = 'https://photos.example/1';

interface Pictures {
  local: string | null;
  remote: string | null;
  base?: Agreement | null;
}

function planned({ local, remote, base = null }: Pictures, settings: Partial<AccountSettings> = {}) {
  const { record, card } = view({});
  const agreement: Base = agreed();
  delete agreement.fields.photo;
  if (base) agreement.fields.photo = base;
  const changed = {
    record: { ...record, values: { ...record.values, photo: local } },
    card: { ...card!, contact: { ...card!.contact, photo: remote } },
  };
  return plan({ link: { base: agreement }, view: changed }, settings);
}
const nothing = { pull: [], push: null, conflicts: [] };

test('a picture that only one side has goes to the other', () => {
  expect(planned({ local: OURS, remote: null })).toMatchObject({
    pull: [],
    push: { sent: { photo: OURS }, edits: [{ property: 'photo', value: OURS }] },
  });
  expect(planned({ local: null, remote: THEIRS })).toMatchObject({
    pull: [{ field: 'photo', before: null, after: THEIRS }],
    push: null,
  });
});

test('two pictures that never met are left where they are, and nobody is asked', () => {
  const both = planned({ local: OURS, remote: THEIRS });
  expect(both).toMatchObject({
    type: 'settle',
    base: { fields: { photo: { local: OURS, remote: THEIRS, own: true } } },
  });
});

test('of two pictures that met, the one that is left stands where the other is taken away', () => {
  const base = { local: OURS, remote: THEIRS, own: true } as const;
  expect(planned({ local: OURS, remote: THEIRS, base })).toMatchObject({ base: { fields: { photo: base } } });
  expect(planned({ local: OURS, remote: null, base })).toMatchObject({
    pull: [],
    push: { sent: { photo: OURS } },
  });
  expect(planned({ local: null, remote: THEIRS, base })).toMatchObject({
    pull: [{ field: 'photo', before: null, after: THEIRS }],
    push: null,
  });
  expect(planned({ local: null, remote: null, base }).type).toBe('settle');
  expect(planned({ local: 'new', remote: THEIRS, base })).toMatchObject({ push: { sent: { photo: 'new' } } });
});

test('what both sides agreed on is not sent again, though each knows it by another name', () => {
  expect(planned({ local: OURS, remote: THEIRS, base: { local: OURS, remote: THEIRS } }).type).toBe('settle');
});

test('a picture taken away on one side is taken away on the other', () => {
  const base = { local: OURS, remote: THEIRS };
  expect(planned({ local: null, remote: THEIRS, base })).toMatchObject({ push: { sent: { photo: null } } });
  expect(planned({ local: OURS, remote: null, base })).toMatchObject({
    pull: [{ field: 'photo', after: null }],
  });
});

test('with another picture on both sides nobody is asked to choose: the record’s goes out unless the book wins', () => {
  const pictures = {
    local: 'new',
    remote: 'https://photos.example/2',
    base: { local: OURS, remote: THEIRS },
  };
  expect(planned(pictures, { conflicts: 'ask' })).toMatchObject({ push: { sent: { photo: 'new' } } });
  expect(planned(pictures, { conflicts: 'book' })).toMatchObject({
    ...nothing,
    pull: [{ field: 'photo' }],
    conflicts: [{}],
  });
});

test('a new card gets the record’s picture; one made again from the trash only if it was another', () => {
  const { record } = view({});
  const withPhoto = { ...record, values: { ...valuesWith(null), photo: OURS } };
  const trashed = (photo: string) => ({
    raw: 'raw',
    contact: { ...contactWith(null), photo },
    base: { fields: { photo: { local: photo, remote: photo } }, bound: {}, others: [] },
    listedBy: [],
  });
  const pictureOf = (more: object) => {
    const made = plan({ card: 'none', link: fresh, view: { record: withPhoto, ...more } });
    return made.type === 'create' && made.push.edits.filter(({ property }) => property === 'photo').length;
  };
  expect(pictureOf({})).toBe(1);
  expect(pictureOf({ trashed: trashed(OURS) })).toBe(0);
  expect(pictureOf({ trashed: trashed(THEIRS) })).toBe(1);
});
