// What stands beside the page: fields that are switched off, with what waits for them, and those that were deleted.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../src/fields/catalogue.ts';
import { query } from '../../api.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import type { Field } from '../records/fields/use-fields.ts';
import classes from './Layout.module.css';
import { placesIn } from './placed.ts';
import type { Switching } from './SwitchDialog.tsx';
import type { Layout } from './use-layout.ts';

interface TrayProps {
  all: Field[];
  layout: Layout;
  onOpen: (field: Field) => void;
  onSwitch: (switching: Switching) => void;
}

export function Tray({ all, layout, onOpen, onSwitch }: TrayProps) {
  const { t } = useTranslation('layout');
  const off = placesIn(
    all,
    ({ active, deletedAt, type }) => !active && deletedAt === null && type !== 'flag',
  );
  const deleted = all.filter(({ deletedAt }) => deletedAt !== null);
  return (
    <>
      <section className={`sheet ${classes.panel}`} aria-label={t('off.title')} data-tray>
        <h2 className={classes.panelTitle}>{t('off.title')}</h2>
        <p className={`quiet ${classes.small}`}>{t(off.length > 0 ? 'off.lead' : 'off.none')}</p>
        <ul className={classes.rows}>
          {off.map(({ key, field }) => (
            <Off key={key} field={field} onOpen={onOpen} onSwitch={onSwitch} />
          ))}
        </ul>
      </section>
      {deleted.length > 0 && (
        <section className={`sheet ${classes.panel}`} aria-label={t('gone.title')}>
          <h2 className={classes.panelTitle}>{t('gone.title')}</h2>
          <p className={`quiet ${classes.small}`}>{t('gone.lead')}</p>
          <ul className={classes.rows}>
            {deleted.map((field) => (
              <Gone key={field.id} field={field} layout={layout} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Off({ field, onOpen, onSwitch }: { field: Field } & Pick<TrayProps, 'onOpen' | 'onSwitch'>) {
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const name = words.group(addressOf(field.key) ?? field.key);
  const { data } = useQuery(query('previewField', { params: { id: field.id } }));
  const waiting = data && data.records + data.fills;
  return (
    <li className={classes.waiting}>
      <div className={classes.waitingWords}>
        <button
          type="button"
          className={classes.name}
          dir="auto"
          aria-label={t('edit', { field: name })}
          onClick={() => onOpen(field)}
        >
          {name}
        </button>
        <div className={`${classes.small} ${waiting ? 'warn' : 'quiet'}`}>
          {waiting === undefined
            ? ' '
            : waiting > 0
              ? t('off.waiting', { count: waiting })
              : t('off.noneWaiting')}
        </div>
      </div>
      <Button
        size="xs"
        variant="default"
        aria-label={t('off.switchOnField', { field: name })}
        onClick={() => onSwitch({ field, to: 'on' })}
      >
        {t('off.switchOn')}
      </Button>
    </li>
  );
}

function Gone({ field, layout }: { field: Field; layout: Layout }) {
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const name = words.label(field);
  return (
    <li className={classes.waiting}>
      <div className={classes.waitingWords}>
        <span dir="auto">{name}</span>
        <div className={`${classes.small} quiet`}>{t(`type.${field.type}`)}</div>
      </div>
      <Button
        size="xs"
        variant="default"
        aria-label={t('gone.restoreField', { field: name })}
        disabled={layout.busy}
        onClick={() => void layout.restore(field).catch(() => undefined)}
      >
        {t('gone.restore')}
      </Button>
    </li>
  );
}
