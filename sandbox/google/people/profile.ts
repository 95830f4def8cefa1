import type { Profile } from '../behaviour.ts';
import { personEtag, sourceEtag, versionMark } from './etags.ts';
import type { Entry, FieldName, MaskPath } from './fields.ts';
import { displayNames } from './names.ts';

/** Profiles do not change while the sandbox runs. */
const updateTime = '2026-03-25T15:01:08.738314Z';

export const profileSource = (profile: Profile): Entry => ({
  type: 'PROFILE',
  id: profile.sub,
  etag: sourceEtag(versionMark(profile.sub, 1)),
  profileMetadata: { objectType: 'PERSON', userTypes: ['GOOGLE_USER'] },
  updateTime,
});

/** Values of a linked Google user, which stand in the arrays beside those of the contact. */
export function profileEntries(field: FieldName, profile: Profile, primary: boolean): Entry[] {
  const metadata = {
    ...(primary ? { primary: true } : {}),
    source: { type: 'PROFILE', id: profile.sub },
    ...(field === 'names' ? { sourcePrimary: true } : {}),
  };
  const { givenName, familyName, email } = profile;
  switch (field) {
    case 'names': {
      const names = displayNames({ givenName, familyName });
      return [{ metadata, givenName, familyName, ...names, unstructuredName: names.displayName }];
    }
    case 'emailAddresses':
      return [{ metadata: { ...metadata, verified: true }, value: email }];
    case 'coverPhotos':
      return [{ metadata, url: 'https://lh3.googleusercontent.com/c5d/cover=s1600', default: true }];
    case 'birthdays':
      return [{ metadata, date: { month: 5, day: 31 }, text: '5/31' }];
    default:
      return [];
  }
}

export function personOfProfile(profile: Profile, mask: ReadonlySet<MaskPath>): Entry {
  const person: Entry = {
    resourceName: `people/${profile.sub}`,
    etag: personEtag(mask, [1, 2, 5, 7], versionMark(profile.sub, 1)),
  };
  if (mask.has('metadata')) person.metadata = { sources: [profileSource(profile)], objectType: 'PERSON' };
  for (const field of ['names', 'emailAddresses', 'coverPhotos', 'birthdays'] as const) {
    if (mask.has(field)) person[field] = profileEntries(field, profile, true);
  }
  return person;
}
