// The version of a contact: when Google says it was changed, and the etag of its CONTACT source. The etag of the person
// as a whole will not do: it differs with the fields that were asked for.
import type { Version } from '../../provider.ts';
import { contactSource, type Person } from './person.ts';

/** Nine digits after the point, so that versions sort as texts. */
const DIGITS = 9;

/** `''` parts where Google sent none. */
export function versionOf(person: Person): Version {
  const { updateTime = '', etag = '' } = contactSource(person) ?? {};
  const [, second = '', fraction = ''] = /^([^.Z]*)(?:\.(\d+))?Z?$/.exec(updateTime) ?? [];
  return `${second}.${fraction.padEnd(DIGITS, '0').slice(0, DIGITS)}Z ${etag}` as Version;
}

/** Whether a listing shows what we have, or what was before it: writes reach listings minutes late, in any order. */
export function isNews(listed: Version, known: Version): boolean {
  const [listedAt, listedEtag] = listed.split(' ');
  const [knownAt, knownEtag] = known.split(' ');
  return listedEtag !== knownEtag && listedAt! >= knownAt!;
}

/** The version of a contact that was not seen whole: none that Google gives is the same. */
export function asCut(version: Version): Version {
  return `${version.split(' ')[0]} cut` as Version;
}

/** Whether both are one version. */
export function isSameVersion(a: Version, b: Version): boolean {
  return a.split(' ')[1] === b.split(' ')[1];
}
