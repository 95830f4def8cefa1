import type { Row } from '../kinds.ts';

/** Address of a picture a record has or had, by the id that is its value. */
export const photoAt = (recordId: string, photoId: string): string =>
  `/api/v1/records/${recordId}/photos/${photoId}`;

/** Address of a record's picture; null without one. It changes with the picture, so that it is fetched only once. */
export const photoOf = ({ id, values }: Pick<Row, 'id' | 'values'>): string | null =>
  values.photo ? photoAt(id, values.photo) : null;
