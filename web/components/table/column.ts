import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  header: string;
  /** Shown instead of the words, which stay its name. */
  headerIcon?: ReactNode;
  /** A grid track: `minmax(160px, 2fr)`, `72px`. */
  width: string;
  /** Its edge can be dragged. */
  resizable?: boolean;
  cell: (row: Row) => ReactNode;
  /** The order asked for by a click on the head. */
  sort?: string;
  align?: 'center' | 'end';
}
