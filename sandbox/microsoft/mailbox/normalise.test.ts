import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const store = async (fields: object) => (await probe.create({ givenName: 'A', ...fields })).body;

describe('birthdays', () => {
  it.each([
    ['1974-07-22', '1974-07-22T11:59:00Z'],
    ['1974-07-22T11:59:00Z', '1974-07-22T11:59:00Z'],
    ['1974-07-22T00:00:00+02:00', '1974-07-21T11:59:00Z'],
    ['1931-02-28T23:30:00.0000000-05:00', '1931-03-01T11:59:00Z'],
  ])('%s is kept as %s', async (sent, kept) => {
    expect((await store({ birthday: sent })).birthday).toBe(kept);
  });

  it.each(['--07-22', '1974-02-31', '1974', ''])('cannot be %j', async (birthday) => {
    expect((await probe.create({ givenName: 'A', birthday })).status).toBe(400);
  });

  it('are taken away with null', async () => {
    const { id } = await store({ birthday: '1974-07-22' });
    expect((await probe.update(id, { birthday: null })).body.birthday).toBeNull();
  });
});

describe('limits are refusals of the whole write', () => {
  it.each([
    ['emailAddresses', 'EmailAddresses', 3],
    ['businessPhones', 'BusinessPhones', 2],
    ['homePhones', 'HomePhones', 2],
    ['imAddresses', 'ImAddresses', 3],
  ])('%s', async (name, spoken, most) => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        name === 'emailAddresses' ? { address: `a${at}@b.example` } : String(at),
      );
    expect((await probe.create({ givenName: 'A', [name]: entries(most) })).status).toBe(201);
    const { status, body } = await probe.create({ givenName: 'B', [name]: entries(most + 1) });
    expect([status, body.error!.code, body.error!.message]).toEqual([
      400,
      'ErrorInvalidProperty',
      `The multi value property ${spoken} has ${most + 1} entries, that exceeds the max allowed value of ${most}`,
    ]);
    expect(sandbox.phone().count()).toBe(1);
  });

  it('of four megabytes for a request', async () => {
    const { status, body } = await probe.create({
      givenName: 'A',
      personalNotes: 'x'.repeat(4 * 1024 * 1024),
    });
    expect([status, body.error!.code]).toEqual([413, 'ErrorMessageSizeExceeded']);
  });
});

describe('texts', () => {
  it('come back with line ends as Outlook has them, and without NUL', async () => {
    const card = await store({
      personalNotes: 'a\nb\r\nc\rd\0',
      homeAddress: { street: 'Via Roma 1\nScala B', city: '' },
    });
    expect(card.personalNotes).toBe('a\r\nb\r\nc\r\nd');
    expect(card.homeAddress).toEqual({ street: 'Via Roma 1\r\nScala B' });
  });

  it('that are none read as they were stored, or as one of the two', async () => {
    const { id } = await store({ jobTitle: 'CEO' });
    await probe.update(id, { jobTitle: '' });
    const read = async () => {
      const { jobTitle, profession } = (await probe.get(id)).body;
      return [jobTitle, profession];
    };
    expect(await read()).toEqual(['', null]);
    sandbox.behaviour.unset = 'null';
    expect(await read()).toEqual([null, null]);
    sandbox.behaviour.unset = 'empty';
    expect(await read()).toEqual(['', '']);
  });

  it('of phones stay as they were typed', async () => {
    expect((await store({ mobilePhone: '333 / 12-34 int. 5' })).mobilePhone).toBe('333 / 12-34 int. 5');
  });
});

describe('e-mail addresses', () => {
  it('are their own name where none is told', async () => {
    expect((await store({ emailAddresses: [{ address: 'a@b.example' }] })).emailAddresses).toEqual([
      { name: 'a@b.example', address: 'a@b.example' },
    ]);
  });

  it('that cannot be ones are dropped in silence: their name is left', async () => {
    expect(
      (await store({ emailAddresses: [{ address: 'a@b.example,', name: 'Anna' }] })).emailAddresses,
    ).toEqual([{ name: 'Anna' }]);
  });

  it.each([[null], ['a@b.example'], [[]], [{ address: 5 }], [{ mail: 'a@b.example' }]])(
    'are not %j',
    async (one) => {
      expect((await probe.create({ givenName: 'A', emailAddresses: [one] })).status).toBe(400);
    },
  );

  it('keep the name they have, where a mailbox has it so', async () => {
    sandbox.behaviour.keepsEmailNames = true;
    const { id } = await store({ emailAddresses: [{ address: 'a@b.example', name: 'Before' }] });
    const { body } = await probe.update(id, { emailAddresses: [{ address: 'a@b.example', name: 'After' }] });
    expect(body.emailAddresses).toEqual([{ name: 'Before', address: 'a@b.example' }]);
  });

  it('of personal accounts stand in three more places that no document names', async () => {
    const carla = new Probe(sandbox, 'carla@outlook.example');
    const { body } = await carla.create({ givenName: 'A', emailAddresses: [{ address: 'a@b.example' }] });
    expect(body).toMatchObject({ primaryEmailAddress: { address: 'a@b.example' } });
  });
});

it('a company without a person has the name that it was given, and its own where the server makes one', async () => {
  sandbox.behaviour.requiresGivenName = false;
  expect(
    (await probe.create({ companyName: 'ACME', emailAddresses: [{ address: 'a@b.example' }] })).body
      .displayName,
  ).toBe('ACME');
  expect((await probe.create({ emailAddresses: [{ address: 'a@b.example' }] })).body.displayName).toBe(
    'a@b.example',
  );
  expect((await probe.create({})).body.displayName).toBe('');
});
