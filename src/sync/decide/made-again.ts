// A card that is made again starts from what lies in the trash: which of its values stay on it as they were. Pure.
import type { Base } from '../link/link.ts';
import { fieldsOf } from '../mapping.ts';
import type { MappingEntry } from '../model.ts';
import type { Projection } from './project.ts';

/**
 * The record writes nothing over them as the card is made: the field only comes in, or nothing was agreed on it by the time the
 * card went, so that the two meet there for the first time.
 */
export const isLeftAsItWas = (entry: MappingEntry, { values }: Projection, agreed: Base | null): boolean =>
  entry.direction === 'in' || fieldsOf(entry).some((field) => values[field] && !agreed?.fields[field]);
