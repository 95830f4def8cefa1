// What the engine's store promises, asked of it as the engine asks: moments that no history comes to often enough.
import { expect } from 'vitest';
import { observe } from '../../../src/sync/look/observe.ts';
import { FenceLost } from '../../../src/sync/store.ts';
import { aCard, aPage, FAR } from '../crm/store-fixture.ts';
import { held, sent } from '../crm/store-steps.ts';
import type { Desk } from './desk.ts';

const HOUR_MS = 3_600_000;

/** The account's store, and its book, as a run has them. */
async function claimed({ crm, account }: Desk) {
  const { store } = await crm.claim(account.id);
  const [book] = await store.books(account.books.map((id) => ({ id, name: id, readOnly: false })));
  return { store, book: book! };
}

export const STORE_PROMISES = {
  'a card that a full listing leaves out is asked for, not at once': async (desk: Desk) => {
    await desk.imported();
    const { store, book } = await claimed(desk);
    const generation = await store.startListing(book.id);
    await store.savePage(book.id, aPage({ generation, next: book.cursor! }));
    expect(await store.missing(book.id, Date.now() - HOUR_MS)).toEqual([]);
    expect(await store.missing(book.id, FAR)).toEqual([desk.cards()[0]!.id]);
  },
  'a card that went a moment ago and is still listed is known': async (desk: Desk) => {
    await desk.imported();
    const { store, book } = await claimed(desk);
    const { remoteId } = (await desk.crm.look()).cards[0]!;
    const id = remoteId as Parameters<typeof store.known>[0][number];
    await store.savePage(book.id, aPage({ removed: [id] }));
    expect([...(await store.known([id], Date.now() - HOUR_MS)).keys()]).toEqual([id]);
    expect([...(await store.known([id], FAR)).keys()]).toEqual([]);
  },
  'a card that changes while it goes lies in the trash as it went': async (desk: Desk) => {
    const recordId = await desk.imported();
    const { remoteId } = (await desk.crm.look()).cards[0]!;
    await desk.crm.setFlag(desk.userId, recordId, false, false);
    const { store, book } = await claimed(desk);
    await store.commit((await store.due(null, 1, Date.now())).map((view) => sent(view, 'remove')));
    await store.savePage(book.id, aPage({ cards: [observe(aCard(remoteId))] }));
    await store.commit((await store.due(null, 1, Date.now())).map((view) => sent(view, 'remove')));
    const { trash } = await desk.crm.look();
    expect(trash.map(({ contact }) => contact.name.family).sort()).toEqual(['Bianchi', `Family ${remoteId}`]);
  },
  'what was refused is tried again when it is something else': async (desk: Desk) => {
    const recordId = await desk.wanted();
    const { store } = await claimed(desk);
    const [view] = await store.due(null, 1, Date.now());
    await store.commit([held(view!, { code: 'refused', detail: 'no' }, FAR)]);
    expect(await store.due(null, 1, Date.now())).toEqual([]);
    await desk.crm.updateRecord(desk.userId, recordId, { title: 'Dr' });
    expect(await store.due(null, 1, Date.now())).toHaveLength(1);
  },
  'what becomes the same on both sides while a link waits is agreed on': async (desk: Desk) => {
    const recordId = await desk.onPhone({ lastName: 'Rossi', title: 'Dr' });
    const retitle = (title: string): void => {
      const { id, contact } = desk.cards()[0]!;
      desk.account.server.update('owner', id, { contact: { ...contact, organization: { title } } });
    };
    await desk.crm.isCopy();
    await desk.crm.updateRecord(desk.userId, recordId, { lastName: 'Verdi', title: 'Prof' });
    retitle('Prof');
    await desk.sync();
    retitle('Ing');
    await desk.sync();
    const { waiting } = await desk.crm.look();
    for (const { id } of waiting) await desk.crm.approveRun(desk.userId, id);
    await desk.sync();
    expect((await desk.crm.look()).conflicts).toEqual([]);
    expect((await desk.record(recordId)).values).toMatchObject({ lastName: 'Verdi', title: 'Ing' });
  },
  'what a farewell had let go of is wanted again by a copy': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.leave(desk.userId, desk.account.id);
    const { store } = await claimed(desk);
    const [view] = await store.due(null, 1, Date.now());
    await store.commit([{ linkId: view!.link.id, recordId, move: { type: 'closed', reason: 'kept' } }]);
    await desk.crm.isCopy();
    const { links } = await desk.crm.look();
    expect(links.map((link) => [link.recordId, link.state])).toContainEqual([recordId, 'new']);
  },
  'who has other rights works no more': async (desk: Desk) => {
    const { store } = await desk.crm.claim(desk.account.id);
    await desk.crm.setRights(desk.userId, { edit: false, delete: true });
    await expect(store.finish({ review: true, count: false })).rejects.toThrow(FenceLost);
  },
};
