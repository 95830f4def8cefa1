import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
afterAll(() => rubrica.close());

const SIZE = `new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
  image.src = document.querySelector('main img').src;
})`;

test('a photo is scaled down before it is sent, shown everywhere, and taken back in the history', async () => {
  const { id } = await rubrica.call('createRecord', {
    body: { kind: 'contact', values: { firstName: 'Anna', lastName: 'Rossi' } },
  });
  const page = await rubrica.visitSignedIn({ viewport: { width: 1440, height: 900 } });
  await page.goto(`/records/${id}`);
  await page.getByRole('heading', { name: 'Anna Rossi' }).waitFor();
  const large = await page.screenshot();

  const choose = async (buffer: Buffer, name: string) => {
    await page.getByRole('button', { name: 'Photo: change' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: 'Choose a picture…' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'image/png', buffer });
  };
  await choose(large, 'large.png');
  const history = page.getByRole('region', { name: 'Timeline' });
  await history.getByText('Photo added').waitFor();
  expect(await page.evaluate(SIZE)).toEqual([720, 450]);
  await expectAccessible(page);
  await choose(Buffer.from('no picture'), 'letter.png');
  await page.getByText('This file is no picture that can be read.').waitFor();

  await page.goto('/contacts');
  await page.locator('main img').first().waitFor();
  await page.goto(`/records/${id}`);
  await history.getByRole('button', { name: 'Undo' }).first().click();
  await history.getByText('Photo removed').waitFor();
  expect((await rubrica.call('getRecord', { params: { id } })).values.photo).toBeUndefined();
});
