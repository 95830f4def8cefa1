import type { MicrosoftSandbox } from '../../sandbox/microsoft/sandbox.ts';
import { startMicrosoftAccount } from '../microsoft-account.ts';
import { doorOf, type Owner, type TestServer } from './account.ts';
import { describeProvider } from './describe-provider.ts';

describeProvider('Microsoft 365, in the sandbox', startServer);

async function startServer(): Promise<TestServer> {
  const closes: (() => Promise<void>)[] = [];
  return {
    async account() {
      const { sandbox, provider, session, io, exchanges, close } = await startMicrosoftAccount();
      closes.push(close);
      const stranger = { token: async () => 'not this', subject: 'nobody' };
      return {
        ...doorOf(provider, session, io),
        wrongDoor: doorOf(provider, stranger, io),
        io,
        owner: ownerOf(sandbox),
        requests: () => exchanges.length,
        besidesPhones,
        groupsAreWords: true,
        expireCursors: () => sandbox.faults.expireDeltaLinks(),
      };
    },
    async stop() {
      for (const close of closes) await close();
    },
  };
}

function ownerOf(sandbox: MicrosoftSandbox): Owner {
  const phone = sandbox.phone();
  const notThere = async (): Promise<never> => {
    throw new Error('Categories are but words on contacts.');
  };
  return {
    async create({ given, family, phone: mobilePhone, address }) {
      const { id } = phone.create({
        ...{ givenName: given, surname: family, yomiSurname: 'espòsito', mobilePhone },
        otherAddress: { ...address, postalCode: '80100', countryOrRegion: 'Italia' },
        spouseName: 'Bruno',
      });
      return id;
    },
    async setPhone(id, mobilePhone) {
      phone.edit(id, { mobilePhone });
    },
    async remove(id) {
      phone.remove(id);
    },
    count: async () => phone.count(),
    raw: async (id) => JSON.stringify(phone.get(id)),
    async setPhoto(id, { bytes }) {
      phone.setPhoto(id, bytes);
    },
    async createGroup(group, members) {
      for (const id of members) phone.categorize(id, [...(phone.get(id)!.categories ?? []), group]);
    },
    renameGroup: notThere,
    removeGroup: notThere,
  };
}

const CHANGING = /^(id|@odata\..*|changeKey|createdDateTime|lastModifiedDateTime|mobilePhone|photo)$/;

/** Without what is the version's or the identity's own, and without what is nothing, in whichever form. */
function besidesPhones(raw: string): unknown {
  const fields = Object.entries(JSON.parse(raw) as Record<string, unknown>);
  const said = fields.filter(([name, value]) => !CHANGING.test(name) && !isNothing(value));
  return Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
