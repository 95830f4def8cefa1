// The cards that the codec and servers are tried with: our own, one in the dialect of each program and service, all contents
// invented; and, where `RUBRICA_VCARDS` or the folder beside the project has them, cards of real programs and of real
// servers' rewrites, which are no part of the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeVCardFile } from '../../src/protocol/vcard/decode-file.ts';
import { splitCards } from '../../src/protocol/vcard/split-cards.ts';

export interface CorpusCard {
  file: string;
  raw: string;
}

export const OWN_FOLDER = join(import.meta.dirname, 'cards');
export const OUTER_FOLDER =
  process.env.RUBRICA_VCARDS ?? join(import.meta.dirname, '../../../shared/data/vcards');

export const ownCards = cardsIn(OWN_FOLDER);
export const outerCards = existsSync(OUTER_FOLDER) ? cardsIn(OUTER_FOLDER) : [];

function cardsIn(folder: string): CorpusCard[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.vcf'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) =>
      splitCards(decodeVCardFile(readFileSync(path))).map((raw) => ({ file: relative(folder, path), raw })),
    );
}
