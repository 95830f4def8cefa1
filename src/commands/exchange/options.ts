import { extname } from 'node:path';
import { loadMappings } from '../../accounts/load-mappings.ts';
import type { Db } from '../../database/database.ts';
import { carddavProvider } from '../../providers/carddav/provider.ts';
import type { RecordKind } from '../../sync/store.ts';
import { type Invocation, UsageError } from '../command.ts';
import { FORMATS, type Format, KINDS, type Mappings } from './file-record.ts';

/** As asked for, or as the file is called. @throws UsageError */
export function formatOf({ options }: Invocation, file: string | undefined): Format {
  const word =
    (options.format as string | undefined) ?? (file ? extname(file).slice(1).toLowerCase() : 'json');
  const format = FORMATS.find((each) => each === word);
  if (!format) throw new UsageError(`${word || 'This'} is no format: give --format json, csv or vcf.`);
  return format;
}

/** @throws UsageError */
export function kindAsked({ options }: Invocation): RecordKind | null {
  const word = options.kind as string | undefined;
  if (word === undefined) return null;
  const kind = KINDS.find((each) => each === word);
  if (!kind) throw new UsageError(`${word} is no kind of record: company, contact or lead.`);
  return kind;
}

/** Which field is which part of a card. */
export const fileMappings = (db: Db): Promise<Mappings> =>
  loadMappings(db, {}, carddavProvider().capabilities);
