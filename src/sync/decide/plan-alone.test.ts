// What a plan makes of a card alone, which is to be deleted or put back.
import { describe, expect, test } from 'vitest';
import { AGREED, contactWith, fresh, plan } from '../../../tests/builders/a-link.ts';
import { NOTHING_AGREED } from '../link/link.ts';
import { NO_RECORD } from '../model.ts';

describe('a card alone, which is nobody’s record', () => {
  const alone = (content: string, more = {}) => ({
    local: null,
    wanted: false,
    link: { recordId: null, base: { ...NOTHING_AGREED, content }, createdByUs: false },
    view: { record: NO_RECORD },
    ...more,
  });

  test('goes as it was when somebody said so, and nothing is written into a record', () => {
    expect(plan(alone('as seen'))).toMatchObject({ type: 'remove', pull: [] });
  });

  test.each([
    ['it has changed since', alone('as it was before'), {}],
    ['it has lost something', { ...alone('as seen'), loss: 'truncated' as const }, {}],
    ['it is out of the groups', { ...alone('as seen'), inScope: false }, {}],
    ['the account only reads', alone('as seen'), { direction: 'in' as const }],
  ])('stays where %s', (_, given, settings) => {
    expect(plan(given, settings)).toMatchObject({ type: 'close', reason: 'kept' });
  });

  test('changed while its deletion may yet arrive, the card itself is asked', () => {
    const given = alone('as it was before');
    const sent = { type: 'remove' as const, sent: {}, at: -3_600_000, doubtedAt: -3_600_000 };
    expect(plan({ ...given, link: { ...given.link, state: 'deleting', intent: sent } })).toEqual({
      type: 'look-again',
    });
  });

  test('deleted on the phone meanwhile, it is over', () => {
    expect(plan({ ...alone('as seen'), card: 'gone' })).toMatchObject({ type: 'close', flagOff: false });
  });

  test('is put back as the trash has it, with its groups and nothing of a record', () => {
    const trashed = { raw: 'raw', contact: contactWith(AGREED), base: null, listedBy: ['g'] };
    const given = { ...alone(''), card: 'none' as const, view: { record: NO_RECORD, trashed } };
    expect(plan({ ...given, link: { ...fresh, recordId: null, keepCard: true } })).toEqual({
      type: 'create',
      push: { edits: [{ property: 'groups', join: 'g' }], sent: {}, diff: [] },
    });
    expect(plan({ ...alone('as seen'), link: { recordId: null, keepCard: true } })).toMatchObject({
      type: 'close',
      reason: 'kept',
    });
  });

  test('is put back with the picture that went with it', () => {
    const base = { ...NOTHING_AGREED, picture: 'its bytes' };
    const trashed = { raw: 'raw', contact: contactWith(AGREED), base, listedBy: [] };
    const given = { ...alone(''), card: 'none' as const, view: { record: NO_RECORD, trashed } };
    expect(plan({ ...given, link: { ...fresh, recordId: null, keepCard: true } })).toMatchObject({
      push: { edits: [{ property: 'photo', value: 'its bytes' }], sent: {}, diff: [] },
    });
  });

  test('nothing is made of a trash that is empty', () => {
    expect(
      plan({ ...alone(''), card: 'none', link: { ...fresh, recordId: null, keepCard: true } }),
    ).toMatchObject({ type: 'close', reason: 'unwanted' });
  });
});
