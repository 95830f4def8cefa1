// A rule without a mutant is a rule not tested: of each connector without one of its rules of writing, the promise that tells is
// broken, and the whole connector keeps it.
import { describe, expect, test } from 'vitest';
import { carddavProvider } from '../../../src/providers/carddav/provider.ts';
import { googleProvider } from '../../../src/providers/google/provider.ts';
import { microsoftProvider } from '../../../src/providers/microsoft/provider.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { openMicrosoftAccount } from '../../microsoft-account.ts';
import { loadCopies } from '../../simulation/mutants/load-mutant.ts';
import { startAccount } from '../carddav/sandbox-account.ts';
import { MICROSOFT_PROMISES, type MicrosoftPromise } from './microsoft-promises.ts';
import { MUTANTS_OF_MICROSOFT } from './mutants-of-microsoft.ts';
import { MUTANTS_OF_CARDDAV, MUTANTS_OF_GOOGLE } from './mutants-of-writers.ts';
import {
  CARDDAV_PROMISES,
  type CardDavPromise,
  GOOGLE_PROMISES,
  type GooglePromise,
  theCard,
} from './promises.ts';

type CardDav = Pick<typeof import('../../../src/providers/carddav/provider.ts'), 'carddavProvider'>;
type Google = Pick<typeof import('../../../src/providers/google/provider.ts'), 'googleProvider'>;
type Microsoft = Pick<typeof import('../../../src/providers/microsoft/provider.ts'), 'microsoftProvider'>;

async function carddavKeeps(promise: CardDavPromise, provider: CardDav): Promise<void> {
  const account = await startAccount({}, provider.carddavProvider);
  account.phone.put('a.vcf', theCard);
  await CARDDAV_PROMISES[promise](account);
}

async function googleKeeps(promise: GooglePromise, provider: Google): Promise<void> {
  await GOOGLE_PROMISES[promise](await openGoogleAccount({ people: 1 }, provider.googleProvider));
}

async function microsoftKeeps(promise: MicrosoftPromise, provider: Microsoft): Promise<void> {
  await MICROSOFT_PROMISES[promise](await openMicrosoftAccount({ people: 1 }, provider.microsoftProvider));
}

const broken = (keeping: Promise<void>): Promise<boolean> =>
  keeping.then(
    () => false,
    () => true,
  );

describe('the whole connector', () => {
  test.each(Object.keys(CARDDAV_PROMISES) as CardDavPromise[])('CardDAV: %s', (promise) =>
    carddavKeeps(promise, { carddavProvider }),
  );
  test.each(Object.keys(GOOGLE_PROMISES) as GooglePromise[])('Google: %s', (promise) =>
    googleKeeps(promise, { googleProvider }),
  );
  test.each(Object.keys(MICROSOFT_PROMISES) as MicrosoftPromise[])('Microsoft: %s', (promise) =>
    microsoftKeeps(promise, { microsoftProvider }),
  );
});

describe('without its rule', () => {
  test.each(MUTANTS_OF_CARDDAV)('CardDAV: $name', async ({ promise, change }) => {
    const file = 'src/providers/carddav/provider.ts';
    const provider = await loadCopies([file], [change], (load) => load<CardDav>(file));
    expect(await broken(carddavKeeps(promise, provider))).toBe(true);
  });
  test.each(MUTANTS_OF_GOOGLE)('Google: $name', async ({ promise, change }) => {
    const file = 'src/providers/google/provider.ts';
    const provider = await loadCopies([file], [change], (load) => load<Google>(file));
    expect(await broken(googleKeeps(promise, provider))).toBe(true);
  });
  test.each(MUTANTS_OF_MICROSOFT)('Microsoft: $name', async ({ promise, change }) => {
    const file = 'src/providers/microsoft/provider.ts';
    const provider = await loadCopies([file], [change], (load) => load<Microsoft>(file));
    expect(await broken(microsoftKeeps(promise, provider))).toBe(true);
  });
});
