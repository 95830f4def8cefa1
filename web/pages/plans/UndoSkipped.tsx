import { useTranslation } from 'react-i18next';
import classes from './PlanPage.module.css';
import type { Action } from './plan-actions.ts';

/** So many of what an undo left alone are named; the rest carry their reason in the list. */
const NAMED = 8;

/** What an undo left alone, by name and reason. */
export function UndoSkipped({
  skipped,
  actions,
}: {
  skipped: ReadonlyMap<string, string>;
  actions: Action[];
}) {
  const { t } = useTranslation('plans');
  if (skipped.size === 0) return null;
  const nameOf = (id: string) => {
    const action = actions.find((each) => each.id === id);
    return action?.recordName ?? action?.cardName ?? t('undo.some');
  };
  return (
    <div className={classes.why} role="status">
      <div>
        <b>{t('undo.skipped', { count: skipped.size })}</b>
        <ul className={classes.consequences}>
          {[...skipped].slice(0, NAMED).map(([id, reason]) => (
            <li key={id}>
              <span dir="auto">{nameOf(id)}</span>: {t(`undo.reason.${reason}`)}
            </li>
          ))}
          {skipped.size > NAMED && <li>{t('undo.skippedMore', { count: skipped.size - NAMED })}</li>}
        </ul>
      </div>
    </div>
  );
}
