// Which cards are synced by their groups, and how a new card gets into its group.
import { describe, expect, test } from 'vitest';
import { agreed, fresh, plan } from '../../../tests/builders/a-link.ts';
import { emptyContact } from '../../contact/contact.ts';
import type { AccountSettings } from '../model.ts';

const onlyClients: Partial<AccountSettings> = {
  scope: { mode: 'groups', include: ['clients'], exclude: [] },
};

describe('a card that left the groups of the account', () => {
  test('waits, whatever either side says', () => {
    for (const change of [{}, { local: '02 999' }, { remote: '02 888' }, { local: null }])
      expect(plan({ ...change, inScope: false }, onlyClients)).toEqual({
        type: 'hold',
        code: 'out-of-scope',
      });
  });

  test('is left in the book when nobody wants the record any more', () => {
    expect(plan({ wanted: false, inScope: false }, onlyClients)).toMatchObject({
      type: 'close',
      reason: 'kept',
      flagOff: false,
    });
  });

  test('goes on from the old agreement when it is back', () => {
    expect(plan({ local: '02 999' }, onlyClients)).toMatchObject({ push: { sent: { phone: '02 999' } } });
  });

  test('is still finished off when its deletion was sent before it left', () => {
    expect(plan({ wanted: false, inScope: false, link: { state: 'deleting' } })).toMatchObject({
      type: 'remove',
    });
  });
});

describe('the group of new cards', () => {
  const joins = (settings: Partial<AccountSettings>) => {
    const created = plan({ card: 'none', link: fresh }, settings);
    return created.type === 'create' && created.push.edits.filter(({ property }) => property === 'groups');
  };

  test('is the one chosen, or else the first that is synced; with all cards synced there is none', () => {
    expect(joins({})).toEqual([]);
    expect(joins(onlyClients)).toEqual([{ property: 'groups', join: 'clients' }]);
    expect(joins({ ...onlyClients, targetGroup: 'new' })).toEqual([{ property: 'groups', join: 'new' }]);
  });

  test('a card made again is put back into the groups that listed it, once', () => {
    const trashed = { raw: 'raw', contact: emptyContact(), base: null, listedBy: ['choir', 'clients'] };
    const created = plan({ card: 'none', link: fresh, view: { trashed } }, onlyClients);
    expect(
      created.type === 'create' && created.push.edits.filter(({ property }) => property === 'groups'),
    ).toEqual([
      { property: 'groups', join: 'choir' },
      { property: 'groups', join: 'clients' },
    ]);
  });

  test('is owed to a card that was found again: it alone is sent, and the card need not be in scope for that', () => {
    const base = { ...agreed(), join: 'clients' };
    expect(plan({ inScope: false, link: { base } }, onlyClients)).toMatchObject({
      type: 'sync',
      pull: [],
      push: { sent: {}, diff: [], edits: [{ property: 'groups', join: 'clients' }] },
      base: { join: 'clients' },
    });
    expect(plan({ inScope: false, link: { base } }, { ...onlyClients, direction: 'in' })).toMatchObject({
      code: 'out-of-scope',
    });
  });
});
