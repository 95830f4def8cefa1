// A picture is one on every side: taken from a phone into the record, set on the record for every phone, taken away.

import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { seedPhoto } from '../../sandbox/seed/seed-photo.ts';
import { photoId } from '../../src/contact/photo.ts';
import { loadPhotos } from '../../src/database/photos.ts';
import { deleteSecondCards } from '../../src/import-queue/delete-second-cards.ts';
import { removeExpired } from '../../src/jobs/retention.ts';
import { listTrashedCards, restoreTrashedCard } from '../../src/plans/trashed-cards.ts';
import { setPhoto } from '../../src/records/photo/set-photo.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { remap } from './mapping-of.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';
import { openMicrosoftScenario } from './open-microsoft-scenario.ts';
import { openScenario, vcard } from './open-scenario.ts';

const [FIRST, SECOND, THIRD] = [1, 2, 3].map((seed) => Buffer.from(seedPhoto(seed, 2_000)));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

describe('iCloud', () => {
  const ANNA = vcard(
    'A-1',
    'N:Bianchi;Anna;;;',
    'FN:Anna Bianchi',
    `PHOTO;ENCODING=b;TYPE=JPEG:${base64(FIRST!)}`,
  );

  async function imported() {
    const scenario = await openScenario();
    close = scenario.close;
    const alice = await scenario.user();
    scenario.phone.put('anna.vcf', ANNA);
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    await scenario.importAll(alice, account);
    const record = () => scenario.recordNamed(alice, 'Anna Bianchi');
    return { scenario, alice, account, record };
  }

  test('the picture on the phone is the record’s, bytes and all, from the import on', async () => {
    const { scenario, alice, account, record } = await imported();
    const { photo } = (await record()).values;
    expect(photo).toBe(photoId(FIRST!));
    expect((await loadPhotos(scenario.db, [photo!])).get(photo!)).toMatchObject({ type: 'image/jpeg' });
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 0, pushed: 0 } });
  });

  test('another one on either side goes to the other, and so does taking it away', async () => {
    const { scenario, alice, account, record } = await imported();
    scenario.phone.edit('anna.vcf', (text) =>
      text.replace(/PHOTO[\s\S]*?(?=\r\n[A-Z])/, `PHOTO;ENCODING=b;TYPE=JPEG:${base64(SECOND!)}`),
    );
    await scenario.sync(alice, account);
    const { id, values } = await record();
    expect(values.photo).toBe(photoId(SECOND!));
    await setPhoto(scenario.db, alice, { id, bytes: THIRD! });
    await scenario.sync(alice, account);
    const unfolded = () => scenario.phone.get('anna.vcf')!.vcard.replace(/\r\n[ \t]/g, '');
    expect(unfolded()).toContain(base64(THIRD!));
    await setPhoto(scenario.db, alice, { id, bytes: null });
    await scenario.sync(alice, account);
    expect(unfolded()).not.toContain('PHOTO');
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 0, pushed: 0 } });
  });

  test('a picture too large for iCloud stays in the record, and everything else goes out', async () => {
    const { scenario, alice, account, record } = await imported();
    const { id } = await record();
    await setPhoto(scenario.db, alice, { id, bytes: Buffer.from(seedPhoto(4, 300_000)) });
    await updateRecord(scenario.db, alice, { id, values: { title: 'CEO' } });
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { pushed: 1, failed: 0 } });
    expect(scenario.phone.get('anna.vcf')!.vcard).toContain('TITLE:CEO');
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 0, pushed: 0 } });
    expect((await record()).values.photo).not.toBe(photoId(FIRST!));
  });

  test('a card taken off the phone comes back with its picture', async () => {
    const { scenario, alice, account, record } = await imported();
    const { id } = await record();
    await setFlag(scenario.db, alice, { id, flagged: false });
    await scenario.sync(alice, account);
    expect(scenario.phone.get('anna.vcf')).toBeUndefined();
    await setFlag(scenario.db, alice, { id, flagged: true });
    await scenario.sync(alice, account);
    const [card] = scenario.phone.list();
    expect(scenario.phone.get(card!.name)!.vcard.replace(/\r\n[ \t]/g, '')).toContain(base64(FIRST!));
  });
});

describe('Google, which keeps pictures at addresses and in its own size', () => {
  const ADA = {
    names: [{ givenName: 'Ada', familyName: 'Rossi' }],
    emailAddresses: [{ value: 'ada@example.com' }],
  };
  async function imported() {
    const scenario = await openGoogleScenario();
    close = scenario.close;
    const anna = await scenario.user('Anna');
    const { resourceName } = scenario.phone.create(ADA);
    scenario.phone.setPhoto(resourceName, FIRST!);
    const account = await scenario.connect(anna);
    await scenario.sync(anna, account);
    await scenario.importAll(anna, account);
    const record = () => scenario.recordNamed(anna, 'Ada Rossi');
    return { scenario, anna, account, record, resourceName };
  }
  const quiet = { counts: { updated: 0, pushed: 0, conflicts: 0 } };

  test('the picture of the contact is the record’s, another one follows, and nothing is sent back', async () => {
    const { scenario, anna, account, record, resourceName } = await imported();
    const before = (await record()).values.photo;
    expect(before).toEqual(expect.any(String));
    expect(await scenario.sync(anna, account)).toMatchObject(quiet);
    scenario.phone.setPhoto(resourceName, SECOND!);
    await scenario.sync(anna, account);
    expect((await record()).values.photo).not.toBe(before);
    expect(await scenario.sync(anna, account)).toMatchObject(quiet);
  });

  test('one set on the record is the contact’s, its echo is no news, and taking it away is seen on both sides', async () => {
    const { scenario, anna, account, record, resourceName } = await imported();
    const { id } = await record();
    const shown = () => scenario.phone.get(resourceName)!.photos?.find((photo) => !photo.default)?.url;
    const first = shown();
    await setPhoto(scenario.db, anna, { id, bytes: THIRD! });
    await scenario.sync(anna, account);
    expect(shown()).toEqual(expect.any(String));
    expect(shown()).not.toBe(first);
    expect(await scenario.sync(anna, account)).toMatchObject(quiet);
    expect((await record()).values.photo).toBe(photoId(THIRD!));
    scenario.phone.setPhoto(resourceName, undefined);
    await scenario.sync(anna, account);
    expect((await record()).values.photo).toBeUndefined();
  });

  /** Fetched as a phone shows it. */
  const pictureOf = async ({ google }: GoogleScenario, resourceName: string) => {
    const person = google.phone().get(resourceName)!;
    const own = person.photos?.find((photo) => !photo.default);
    return own ? photoId(new Uint8Array(await (await fetch(own.url!)).arrayBuffer())) : null;
  };

  test('a second card that was deleted comes back with its picture, also when nobody has looked for a day', async () => {
    const { scenario, anna, account } = await imported();
    const { resourceName } = scenario.phone.create(ADA);
    scenario.phone.setPhoto(resourceName, SECOND!);
    const picture = await pictureOf(scenario, resourceName);
    await scenario.sync(anna, account);
    const { items } = await scenario.queue(anna, account);
    const ids = items.filter(({ state }) => state === 'pending').map(({ id }) => id);
    await deleteSecondCards(scenario.db, anna, { id: account, ids });
    await scenario.sync(anna, account);
    expect(scenario.phone.get(resourceName)).toBeUndefined();
    await scenario.db.execute(sql`update photo set created_at = now() - interval '2 days'`);
    await removeExpired(scenario.db);
    const [trashed] = (await listTrashedCards(scenario.db, anna, { limit: 10 })).items;
    await restoreTrashedCard(scenario.db, anna, trashed!.id);
    await scenario.sync(anna, account);
    const back = scenario.phone.list().map((person) => person.resourceName!);
    expect(await Promise.all(back.map((name) => pictureOf(scenario, name)))).toContain(picture);
  });

  test('a contact whose picture is not synced comes back with it', async () => {
    const { scenario, anna, account, record, resourceName } = await imported();
    await remap(scenario, anna, account, { photo: null });
    await scenario.sync(anna, account);
    scenario.phone.setPhoto(resourceName, SECOND!);
    const picture = await pictureOf(scenario, resourceName);
    const { id } = await record();
    await setFlag(scenario.db, anna, { id, flagged: false });
    await scenario.sync(anna, account);
    expect(scenario.phone.list()).toEqual([]);
    await setFlag(scenario.db, anna, { id, flagged: true });
    await scenario.sync(anna, account);
    expect(await pictureOf(scenario, scenario.phone.list()[0]!.resourceName!)).toBe(picture);
  });
});

describe('Microsoft, which tells of pictures by themselves', () => {
  async function imported(user?: string) {
    const scenario = await openMicrosoftScenario();
    close = scenario.close;
    const anna = await scenario.user();
    const phone = scenario.microsoft.phone(user);
    const { id } = phone.create({ givenName: 'Anna', surname: 'Bianchi' });
    if (!user) phone.setPhoto(id, FIRST!);
    const account = await scenario.connect(anna, {}, user ? { user } : {});
    await scenario.sync(anna, account);
    await scenario.importAll(anna, account);
    const record = () => scenario.recordNamed(anna, 'Anna Bianchi');
    /** What the phone has, and nothing more to do. */
    const settled = async () => {
      await scenario.sync(anna, account);
      for (const full of [false, true])
        expect(await scenario.sync(anna, account, { full })).toMatchObject({
          counts: { updated: 0, pushed: 0 },
        });
      return phone.photo(id);
    };
    return { scenario, anna, account, phone, id, record, settled };
  }

  test('one on the phone is the record’s; another one on either side goes to the other, and so does taking it away', async () => {
    const { scenario, anna, phone, id, record, settled } = await imported();
    expect((await record()).values.photo).toBe(photoId(FIRST!));
    expect(await settled()).toEqual(FIRST);
    scenario.advance(5000);
    phone.setPhoto(id, SECOND!);
    expect(await settled()).toEqual(SECOND);
    expect((await record()).values.photo).toBe(photoId(SECOND!));
    const { id: recordId } = await record();
    await setPhoto(scenario.db, anna, { id: recordId, bytes: THIRD! });
    expect(await settled()).toEqual(THIRD);
    await setPhoto(scenario.db, anna, { id: recordId, bytes: null });
    expect(await settled()).toBeUndefined();
    scenario.advance(5000);
    phone.setPhoto(id, FIRST!);
    expect(await settled()).toEqual(FIRST);
    phone.setPhoto(id, undefined);
    expect(await settled()).toBeUndefined();
    expect((await record()).values.photo ?? null).toBeNull();
  });

  test('in a personal account it stays in the record, and everything else goes out', async () => {
    const { scenario, anna, phone, id, record, settled } = await imported('carla@outlook.example');
    const { id: recordId } = await record();
    await setPhoto(scenario.db, anna, { id: recordId, bytes: FIRST! });
    await updateRecord(scenario.db, anna, { id: recordId, values: { title: 'CEO' } });
    expect(await settled()).toBeUndefined();
    expect(phone.get(id)).toMatchObject({ jobTitle: 'CEO' });
    expect((await record()).values.photo).toBe(photoId(FIRST!));
  });
});
