// Servers that keep cards of version 4 and show them as version 3, as Cyrus does: what they do not show must outlive an edit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPhoto } from '../../sandbox/seed/seed-photo.ts';
import { photoId } from '../../src/contact/photo.ts';
import { open } from './account.ts';
import type { DavOwner } from './dav-owner.ts';
import { describeAbsent } from './describe-provider.ts';
import { cardOf, readPages, write } from './read-pages.ts';
import type { RealServer } from './servers/real-server.ts';
import { CYRUS } from './servers/real-servers.ts';
import { startSandbox } from './servers/sandbox.ts';

const NUMBER = '+39 081 555 0042';
const PHOTO = new Uint8Array(seedPhoto(1, 2000));
const PHOTO_LINE = `PHOTO:data:image/jpeg;base64,${Buffer.from(PHOTO).toString('base64')}`;

const GROUP = 'cards of version 4';

describeCards('sandbox, as cyrus', () => startSandbox('cyrus'));
if (CYRUS.absent) describeAbsent(CYRUS.name, GROUP, CYRUS.absent);
else describeCards(CYRUS.name, CYRUS.start);

function describeCards(name: string, start: () => Promise<RealServer>): void {
  describe(name, () => {
    describe(GROUP, () => {
      let server: RealServer;
      beforeAll(async () => {
        server = await start();
      });
      afterAll(() => server?.stop());

      async function edited(...lines: string[]) {
        const { book, owner } = await open(server);
        const all = ['BEGIN:VCARD', 'VERSION:4.0', 'UID:one', 'FN:Ada Neri', ...lines, 'END:VCARD', ''];
        expect(await (owner as DavOwner).put('one.vcf', all.join('\r\n'))).toBe(201);
        const [before] = (await readPages(book, null)).cards;
        const edits = [{ property: 'phones', at: null, label: 'work', value: NUMBER } as const];
        const [result] = await write(book, { type: 'update', key: 'one', card: before!, edits });
        const after = cardOf(result);
        expect(after.contact).toEqual({ ...before!.contact, phones: [{ label: 'work', value: NUMBER }] });
        expect((await readPages(book, null)).cards).toEqual([after]);
        return { after, photo: await book.photo(after.raw) };
      }

      test('a photo is seen, and stays when a number is edited', async () => {
        const { after, photo } = await edited('N:Neri;Ada;;;', PHOTO_LINE);
        expect(after.contact.photo).toBe(photoId(PHOTO));
        expect(photo).toEqual({ type: 'image/jpeg', bytes: PHOTO });
      });

      test('one without N, which version 3 asks for, takes an edit', async () => {
        const { after } = await edited('KIND:individual');
        expect(after.contact.name).toEqual({ display: 'Ada Neri' });
      });
    });
  });
}
