// The labels that a file brings, and which of them nobody is to get.
import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportLook } from '../../../src/http/contract/files.ts';
import classes from './Imports.module.css';

interface LabelChoicesProps {
  labels: ImportLook['labels'];
  /** Names of those left out. */
  without: string[];
  onChange: (without: string[]) => void;
}

export function LabelChoices({ labels, without, onChange }: LabelChoicesProps) {
  const { t } = useTranslation('files');
  const left = new Set(without);
  const isAny = labels.some(({ name }) => !left.has(name));
  return (
    <section className={classes.section} aria-labelledby="import-labels">
      <h2 id="import-labels" className={classes.heading}>
        {t('labels.title')}
      </h2>
      <p className={`quiet ${classes.hint}`}>{t('labels.words')}</p>
      <ul className={`sheet ${classes.labels}`}>
        {labels.map(({ name, entries, isNew }) => (
          <li key={name}>
            <Checkbox
              label={<span dir="auto">{name}</span>}
              description={[t('entries', { count: entries }), ...(isNew ? [t('labels.isNew')] : [])].join(
                ' · ',
              )}
              checked={!left.has(name)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? without.filter((one) => one !== name) : [...without, name])
              }
            />
          </li>
        ))}
      </ul>
      {labels.length > 1 && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange(isAny ? labels.map(({ name }) => name) : [])}
        >
          {isAny ? t('labels.none') : t('labels.all')}
        </Button>
      )}
    </section>
  );
}
