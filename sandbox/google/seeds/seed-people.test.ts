import { expect, it } from 'vitest';
import { Probe } from '../probe.ts';
import { startGoogleSandbox } from '../sandbox.ts';

const allOf = async (seed: number) => {
  await using sandbox = await startGoogleSandbox({
    now: () => 1_800_000_000_000,
    people: { people: 300, seed },
  });
  return sandbox.phone().list();
};

it('the same seed makes the same contacts, another one others', async () => {
  const first = JSON.stringify((await allOf(1)).map(({ photos, ...rest }) => rest));
  expect(JSON.stringify((await allOf(1)).map(({ photos, ...rest }) => rest))).toBe(first);
  expect(JSON.stringify((await allOf(2)).map(({ photos, ...rest }) => rest))).not.toBe(first);
});

it('among three hundred are companies without a name, mononyms, other scripts, custom and repeated labels, photos', async () => {
  const people = await allOf(1);
  const phones = people.map((one) => one.phoneNumbers ?? []);
  expect(people.some((one) => !one.names && one.organizations)).toBe(true);
  expect(people.some((one) => one.names?.[0]?.givenName && !one.names[0].familyName)).toBe(true);
  expect(people.some((one) => /\p{Script=Han}/u.test(one.names?.[0]?.displayName ?? ''))).toBe(true);
  expect(
    people.some((one) => /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(one.names?.[0]?.displayName ?? '')),
  ).toBe(true);
  expect(phones.some((list) => list.some(({ type }) => type === 'Cellulare'))).toBe(true);
  expect(phones.some((list) => list.filter(({ type }) => type === 'mobile').length === 2)).toBe(true);
  expect(people.some((one) => !one.photos![0]!.default)).toBe(true);
  expect(new Set(people.map((one) => one.resourceName)).size).toBe(300);
});

it('25,000 contacts are listed in 25 pages of a thousand, each once', async () => {
  await using sandbox = await startGoogleSandbox({ people: 25_000 });
  const probe = new Probe(sandbox);
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const { body } = await probe.list({ personFields: 'metadata', ...(pageToken ? { pageToken } : {}) });
    for (const one of body.connections!) seen.add(one.resourceName!);
    pageToken = body.nextPageToken ?? undefined;
  } while (pageToken);
  expect([seen.size, sandbox.requests.byKind['people.connections.list']]).toEqual([25_000, 25]);
});
