import type { people_v1 } from '@googleapis/people';
import type { Person } from '../../sandbox/google/phone/owner.ts';
import type { GoogleSandbox } from '../../sandbox/google/sandbox.ts';
import { startGoogleAccount } from '../google-account.ts';
import { doorOf, type Owner, type TestServer } from './account.ts';
import { describeProvider } from './describe-provider.ts';

describeProvider('Google, in the sandbox', startServer);

async function startServer(): Promise<TestServer> {
  const closes: (() => Promise<void>)[] = [];
  return {
    async account() {
      const { sandbox, provider, session, io, exchanges, close } = await startGoogleAccount();
      closes.push(close);
      const stranger = { token: async () => 'not this' };
      return {
        ...doorOf(provider, session, io),
        wrongDoor: doorOf(provider, stranger, io),
        io,
        owner: ownerOf(sandbox),
        requests: () => exchanges.length,
        besidesPhones,
        expireCursors: () => sandbox.faults.expireSyncTokens(),
      };
    },
    async stop() {
      for (const close of closes) await close();
    },
  };
}

function ownerOf(sandbox: GoogleSandbox): Owner {
  const phone = sandbox.phone();
  return {
    async create({ given, family, phone: value, address }) {
      const { resourceName } = phone.create({
        names: [{ givenName: given, familyName: family, phoneticFamilyName: 'espòsito' }],
        phoneNumbers: [{ value, type: 'mobile' }],
        addresses: [
          {
            streetAddress: address.street,
            city: address.city,
            postalCode: '80100',
            country: 'Italia',
            type: 'Casa al mare',
          },
        ],
        userDefined: [{ key: 'colour', value: 'blue' }],
      });
      return resourceName;
    },
    async setPhone(name, value) {
      phone.edit(name, { phoneNumbers: [{ value, type: 'mobile' }] });
    },
    async remove(name) {
      phone.remove(name);
    },
    count: async () => phone.count(),
    async raw(name) {
      return JSON.stringify(phone.get(name));
    },
    async setPhoto(name, { bytes }) {
      phone.setPhoto(name, bytes);
    },
    async createGroup(group, members) {
      phone.createGroup(group);
      for (const member of members)
        phone.label(member, [...phone.get(member)!.memberships!.map(groupOf), group]);
    },
    async renameGroup(group, to) {
      phone.renameGroup(group, to);
      sandbox.clock.advance(UNTIL_LABELS_ARE_LISTED_MS);
    },
    async removeGroup(group) {
      phone.removeGroup(group);
      sandbox.clock.advance(UNTIL_LABELS_ARE_LISTED_MS);
    },
  };
}

/** A label's new name changes no contact, so that it is noticed some hours later. */
const UNTIL_LABELS_ARE_LISTED_MS = 3 * 3_600_000;

function groupOf({ contactGroupMembership }: people_v1.Schema$Membership): string {
  return contactGroupMembership!.contactGroupResourceName!;
}

/** Without what is the version's or the identity's own. */
function besidesPhones(raw: string): unknown {
  const person = JSON.parse(raw) as Person & Record<string, unknown>;
  const ofValues = Object.entries(person).filter(
    ([field]) =>
      !['resourceName', 'etag', 'metadata', 'phoneNumbers', 'photos', 'clientData'].includes(field),
  );
  const text = JSON.stringify(Object.fromEntries(ofValues));
  return JSON.parse(text.replace(/"source":\{"type":"CONTACT","id":"\w+"\}/g, '"source":{}'));
}
