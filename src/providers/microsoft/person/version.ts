// The version of a contact: when it was changed, the etag that writes are conditional on, and which picture it has, whose
// changes need not move the etag.
import type { Version } from '../../provider.ts';
import { type GraphContact, photoOf } from './graph-contact.ts';

export interface Stamp {
  at: string;
  etag: string;
  photo: string;
}

export function versionOf(contact: GraphContact): Version {
  const { lastModifiedDateTime: at = '', '@odata.etag': etag = '' } = contact;
  return JSON.stringify([at, etag, photoOf(contact) ?? '']) as Version;
}

export function stampOf(version: Version): Stamp {
  const [at = '', etag = '', photo = ''] = JSON.parse(version) as string[];
  return { at, etag, photo };
}

/** Whether a listing shows what came after `known`; what is of the same second may be either, and is asked for. */
export const isLater = (listed: Stamp, known: Stamp): boolean => listed.at > known.at;
