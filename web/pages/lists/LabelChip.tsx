import type { LabelColor } from '../../../src/fields/labels.ts';
import classes from './Labels.module.css';

/** The colour of a label, beside its name. */
export const LabelDot = ({ color }: { color: LabelColor }) => (
  <span className={classes.dot} data-color={color} aria-hidden />
);

/** A label as it stands on records. */
export const LabelChip = ({
  name,
  color,
  children,
}: {
  name: string;
  color: LabelColor;
  children?: React.ReactNode;
}) => (
  <span className={classes.label} data-color={color}>
    <span className="cut" dir="auto">
      {name}
    </span>
    {children}
  </span>
);
