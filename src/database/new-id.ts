// Ids of rows: UUIDv7, so that rows made one after the other lie side by side in an index.
import { v7 } from 'uuid';

/** A fresh id; later ones sort after earlier ones within a process. */
export const newId = (): string => v7();
