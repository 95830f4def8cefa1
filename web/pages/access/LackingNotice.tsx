import type { Permission } from '../../../src/http/contract/access.ts';
import classes from './Lacking.module.css';
import { Lacking } from './Lacking.tsx';
import { useMay } from './use-may.ts';

/** At the head of a page on which something cannot be done; nothing for those who may. */
export function LackingNotice({ permission }: { permission: Permission }) {
  if (useMay(permission)) return null;
  return (
    <div className={classes.notice}>
      <Lacking permission={permission} />
    </div>
  );
}
