// A person with a token, put straight into a database: what these tests are about comes after that.
import { hashSecret, makeSecret } from '../../src/access/secret-token.ts';
import { insertUser } from '../../src/access/users/insert-user.ts';
import { openDatabase } from '../../src/database/database.ts';
import { newId } from '../../src/database/new-id.ts';
import { token } from '../../src/database/schema.ts';

/** The headers of a script of theirs. */
export async function aPerson(url: string): Promise<Record<string, string>> {
  const { db, close } = openDatabase(url, () => {});
  const id = newId();
  const { id: userId } = await insertUser(db, {
    name: 'Ada',
    role: 'administrator',
    email: `${id}@example.org`,
  });
  const secret = makeSecret('rub_');
  await db.insert(token).values({ id: newId(), userId, name: 'test', tokenHash: hashSecret(secret) });
  await close();
  return { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
}
