// One record of a plan: what happens to it, and every field with both sides and the way its value goes.
import { Button, UnstyledButton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowRight,
  IconDownload,
  IconLink,
  IconLinkOff,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../components/Avatar.tsx';
import { useLacked } from '../access/use-may.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import classes from './PlanAction.module.css';
import { type Action, type FieldLine, isDone, isUndoable, linesOf } from './plan-actions.ts';
import { neededToUndo } from './withheld.ts';

const SIGNS = {
  create: { icon: IconPlus, tone: 'good' },
  'remove-created': { icon: IconTrash, tone: 'bad' },
  keep: { icon: IconLink, tone: 'quiet' },
  update: { icon: IconPencil, tone: 'quiet' },
  'update-record': { icon: IconPencil, tone: 'quiet' },
  remove: { icon: IconTrash, tone: 'bad' },
  close: { icon: IconLinkOff, tone: 'warn' },
  import: { icon: IconDownload, tone: 'good' },
  merge: { icon: IconDownload, tone: 'good' },
} as const;

/** So many fields are shown before somebody asks for the rest. */
const FEW = 4;

export interface PlanActionProps {
  action: Action;
  /** The record goes to the trash when its card was deleted. */
  trashes: boolean;
  opened: boolean;
  onOpened: () => void;
  /** Why an undo left it alone. */
  skipped?: string | undefined;
  onUndo?: (() => void) | undefined;
  undoing?: boolean;
}

export function PlanAction(props: PlanActionProps) {
  const { action, opened, onOpened } = props;
  const { t } = useTranslation('plans');
  const lines = linesOf(action);
  const shown = opened ? lines : lines.slice(0, FEW);
  return (
    <article className={classes.action}>
      <Head {...props} />
      <Note {...props} />
      {shown.length > 0 && <Lines lines={shown} name={action.recordName ?? action.cardName ?? ''} />}
      {lines.length > FEW && (
        <UnstyledButton className={classes.more} aria-expanded={opened} onClick={onOpened}>
          {opened ? t('fewer') : t('more', { count: lines.length - FEW })}
        </UnstyledButton>
      )}
    </article>
  );
}

function Head({ action, skipped, onUndo, undoing = false }: PlanActionProps) {
  const { t } = useTranslation('plans');
  const { type, outcome, undone, recordId, kind, cardName } = action;
  const { icon: Icon, tone } = Object.hasOwn(SIGNS, type) ? SIGNS[type as keyof typeof SIGNS] : SIGNS.update;
  const name = action.recordName ?? cardName ?? t('gone');
  const lacked = useLacked(neededToUndo([type]));
  const said = undone
    ? t('undone')
    : skipped
      ? t(`undo.reason.${skipped}`)
      : outcome !== 'done' && outcome !== 'held' && t(`outcome.${outcome}`);
  return (
    <header className={classes.head}>
      <Avatar name={name} kind={kind ?? 'contact'} size={28} />
      <h2 className={classes.name} dir="auto">
        {recordId && action.recordName ? (
          <Link to="/records/$id" params={{ id: recordId }}>
            {name}
          </Link>
        ) : (
          name
        )}
      </h2>
      <span className={`${classes.what} ${undone ? 'quiet' : tone}`}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {t(`${isDone(action) ? 'did' : 'will'}.${type}`)}
      </span>
      {said && <span className={classes.said}>{said}</span>}
      {onUndo && isUndoable(action) && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          disabled={lacked !== undefined}
          loading={undoing}
          aria-label={t('undo.oneOf', { name })}
          onClick={onUndo}
        >
          {t('undo.one')}
        </Button>
      )}
    </header>
  );
}

function Note({ action, trashes }: PlanActionProps) {
  const { t } = useTranslation('plans');
  const { type, outcome } = action;
  if (type !== 'close' || outcome !== 'held') return null;
  return <p className={classes.note}>{t(trashes ? 'note.closeTrash' : 'note.close')}</p>;
}

function Lines({ lines, name }: { lines: FieldLine[]; name: string }) {
  const { t } = useTranslation('plans');
  const { named } = useFieldWords();
  return (
    <table className={classes.lines} aria-label={name}>
      <thead>
        <tr>
          <th scope="col">{t('column.field')}</th>
          <th scope="col">{t('column.crm')}</th>
          <th scope="col">
            <span className="unseen">{t('column.direction')}</span>
          </th>
          <th scope="col">{t('column.card')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const Arrow = line.to === 'card' ? IconArrowRight : IconArrowLeft;
          return (
            <tr key={`${line.to} ${line.field}`}>
              <th scope="row">{named(line.field)}</th>
              <td data-side={t('column.crm')}>
                {line.to === 'crm' ? <Moves line={line} /> : <Value field={line.field} value={line.after} />}
              </td>
              <td className={classes.arrow}>
                <Arrow
                  size={16}
                  stroke={1.8}
                  role="img"
                  aria-label={t(line.to === 'card' ? 'toCard' : 'toCrm')}
                />
              </td>
              <td data-side={t('column.card')}>
                {line.to === 'card' ? <Moves line={line} /> : <Value field={line.field} value={line.after} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The side that is written: what stood there, struck out, and what will. */
function Moves({ line: { field, before, after } }: { line: FieldLine }) {
  return (
    <>
      {before !== null && (
        <del className={classes.before}>
          <Value field={field} value={before} />
        </del>
      )}
      <ins className={classes.after} data-emptied={after === null || undefined}>
        <Value field={field} value={after} isOther={before !== null} />
      </ins>
    </>
  );
}

/** `isOther`: it takes the place of another value. */
function Value({
  field,
  value,
  isOther = false,
}: {
  field: string;
  value: string | null;
  isOther?: boolean;
}) {
  const { t } = useTranslation('plans');
  const { shown } = useFieldWords();
  if (value === null || value === '') return <span className={classes.empty}>{t('empty')}</span>;
  // A picture's name in the database says nothing to anybody.
  if (field === 'photo') return <span>{t(isOther ? 'otherPhoto' : 'photoValue')}</span>;
  return <span dir="auto">{shown(field, value)}</span>;
}
