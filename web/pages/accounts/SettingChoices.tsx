// Choices about an account that the wizard and its settings share.
import { Radio, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import type { HelpTopic } from '../../../src/http/contract/help.ts';
import { Help } from '../../components/help/Help.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import classes from './SettingChoices.module.css';
import { useIntervalWords } from './shared/use-interval-words.ts';

type Settings = Account['settings'];

interface ChoiceProps<T> {
  value: T;
  onChange: (value: T) => void;
}

const DIRECTIONS = ['both', 'in', 'out'] as const;
const KINDS = ['contact', 'company', 'lead'] as const;
const MINUTES = [2, 5, 15, 30, 60, 360, 1440];

/** A question and, in its corner, the help about it: within the question's own name it would be read out each time. */
function Asked({ help, children }: { help: HelpTopic; children: React.ReactNode }) {
  return (
    <div className={classes.asked}>
      {children}
      <Help topic={help} />
    </div>
  );
}

export function DirectionChoice({ value, onChange }: ChoiceProps<Settings['direction']>) {
  const { t } = useTranslation('accounts');
  return (
    <Asked help="direction">
      <Radio.Group
        label={t('settings.direction')}
        value={value}
        onChange={(next) => onChange(next as Settings['direction'])}
      >
        <div className={classes.options}>
          {DIRECTIONS.map((direction) => (
            <Radio
              key={direction}
              value={direction}
              label={t(`settings.directions.${direction}`)}
              description={t(`settings.directionText.${direction}`)}
            />
          ))}
        </div>
      </Radio.Group>
    </Asked>
  );
}

export function KindChoice({ value, onChange }: ChoiceProps<Settings['defaultKind']>) {
  const { t } = useTranslation('accounts');
  return (
    <Select
      label={t('settings.kind')}
      description={t('settings.kindText')}
      data={KINDS.map((kind) => ({ value: kind, label: t(`settings.kinds.${kind}`) }))}
      value={value}
      onChange={(next) => next && onChange(next as Settings['defaultKind'])}
    />
  );
}

export function IntervalChoice({ value, onChange }: ChoiceProps<number>) {
  const { t } = useTranslation('accounts');
  const words = useIntervalWords();
  const offered = [...new Set([...MINUTES, value])].sort((a, b) => a - b);
  return (
    <Select
      label={t('settings.interval')}
      description={t('settings.intervalText')}
      data={offered.map((minutes) => ({ value: String(minutes), label: words(minutes) }))}
      value={String(value)}
      onChange={(next) => next && onChange(Number(next))}
    />
  );
}

export function RemoteDeleteChoice({ value, onChange }: ChoiceProps<Settings['remoteDelete']>) {
  const { t } = useTranslation('accounts');
  return (
    <Asked help="deleted-on-phone">
      <Radio.Group
        label={t('settings.remoteDelete')}
        value={value}
        onChange={(next) => onChange(next as Settings['remoteDelete'])}
      >
        <div className={classes.options}>
          {(['unlink', 'trash', 'ask'] as const).map((choice) => (
            <Radio key={choice} value={choice} label={t(`settings.remoteDeletes.${choice}`)} />
          ))}
          {value !== 'ask' && <p className="quiet">{t('settings.remoteDeleteElsewhere')}</p>}
          {value === 'trash' && <LackingNotice permission="records.delete" />}
        </div>
      </Radio.Group>
    </Asked>
  );
}

export function CompaniesChoice({ value, onChange }: ChoiceProps<Settings['companies']>) {
  const { t } = useTranslation('accounts');
  return (
    <Asked help="companies">
      <Radio.Group
        label={t('settings.companies')}
        value={value}
        onChange={(next) => onChange(next as Settings['companies'])}
      >
        <div className={classes.options}>
          {(['ask', 'create', 'never'] as const).map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={t(`settings.companyChoices.${choice}`)}
              description={t(`settings.companyTexts.${choice}`)}
            />
          ))}
        </div>
      </Radio.Group>
    </Asked>
  );
}

export function ConflictChoice({ value, onChange }: ChoiceProps<Settings['conflicts']>) {
  const { t } = useTranslation('accounts');
  return (
    <Asked help="conflicts">
      <Radio.Group
        label={t('settings.conflicts')}
        value={value}
        onChange={(next) => onChange(next as Settings['conflicts'])}
      >
        <div className={classes.options}>
          {(['ask', 'crm', 'book'] as const).map((choice) => (
            <Radio key={choice} value={choice} label={t(`settings.conflictChoices.${choice}`)} />
          ))}
        </div>
      </Radio.Group>
    </Asked>
  );
}
