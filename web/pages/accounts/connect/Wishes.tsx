// What the account shall do, whichever way one signs in.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DirectionChoice, IntervalChoice, KindChoice } from '../SettingChoices.tsx';
import classes from './Wishes.module.css';

export interface AccountWishes {
  /** null: what the program suggests. */
  name: string | null;
  direction: 'both' | 'in' | 'out';
  defaultKind: 'company' | 'contact' | 'lead';
  intervalMinutes: number;
}

export const DEFAULT_WISHES: AccountWishes = {
  name: null,
  direction: 'both',
  defaultKind: 'contact',
  intervalMinutes: 5,
};

interface WishesProps {
  value: AccountWishes;
  suggestedName: string;
  onChange: (value: AccountWishes) => void;
  /** What becomes of an empty name. */
  nameHint?: string;
  /** What begins it all, and what stands in its way. */
  children?: React.ReactNode;
}

export function Wishes({ value, suggestedName, onChange, nameHint, children }: WishesProps) {
  const { t } = useTranslation('accounts');
  const set = (part: Partial<AccountWishes>) => onChange({ ...value, ...part });
  return (
    <div className={classes.wishes}>
      <DirectionChoice value={value.direction} onChange={(direction) => set({ direction })} />
      <div className={classes.pair}>
        <KindChoice value={value.defaultKind} onChange={(defaultKind) => set({ defaultKind })} />
        <IntervalChoice
          value={value.intervalMinutes}
          onChange={(intervalMinutes) => set({ intervalMinutes })}
        />
      </div>
      <TextInput
        label={t('wizard.name')}
        description={nameHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={200}
        value={value.name ?? suggestedName}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {children}
    </div>
  );
}

/** As the API takes them. */
export function wishesBody({ name, ...settings }: AccountWishes, suggestedName: string) {
  const chosen = (name ?? suggestedName).trim();
  return { settings, ...(chosen ? { name: chosen } : {}) };
}
