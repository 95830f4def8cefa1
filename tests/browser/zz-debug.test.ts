import { test } from 'vitest';
import { connect, fill, openAddressBook } from './open-address-book.ts';
test('debug', async () => {
  const rubrica = await openAddressBook();
  fill(rubrica.sandbox, { outside: 'N:Luna;Ivo;;;\nFN:Ivo Luna\nPHOTO;VALUE=uri:https://photos.example/ivo.jpg' });
  const person = await rubrica.person(); await connect(person);
  person.page.on('response', (r) => { if (r.url().includes('photo')) console.log(r.status(), r.url()); });
  await person.page.goto('/queue'); await person.page.getByRole('row').first().waitFor(); await person.page.waitForTimeout(2000);
  console.log(await person.page.getByRole('row').first().innerHTML());
  await rubrica.close();
});
