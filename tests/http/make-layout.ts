// What administrators added to the page of contacts: a field, and a section.
import { newId } from '../../src/database/new-id.ts';
import { field, fieldSection } from '../../src/database/schema.ts';
import { LANGUAGES } from '../../src/languages.ts';
import type { TestServer } from './open-server.ts';

const named = (name: string) => Object.fromEntries(LANGUAGES.map((language) => [language, name]));

export async function makeLayout(
  db: TestServer['db'],
  word: string,
): Promise<{ field: string; section: string }> {
  const ids = { field: newId(), section: newId() };
  const own = { kind: 'contact' as const, custom: true, position: 100 };
  const key = `custom.${word}`;
  const typed = { type: 'number' as const, section: 'other', label: named('Budget') };
  await db.insert(field).values({ ...own, ...typed, id: ids.field, key });
  await db
    .insert(fieldSection)
    .values({ ...own, id: ids.section, key: `own.${ids.section}`, label: named('Deal') });
  return ids;
}
