import { AppError } from '../errors.ts';

/** `If-Match`: `"7"`, with or without quotes; `*` and no header ask for no version. @throws AppError 'bad-request' */
export function versionFrom(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const [, version] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim()) ?? [];
  if (!version) {
    const detail = 'If-Match is a version of the record, as "7".';
    throw new AppError('bad-request', detail, { fields: { 'If-Match': detail } });
  }
  return Number(version);
}
