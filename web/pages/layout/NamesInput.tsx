// What something is called, in each language.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../../src/languages.ts';
import classes from './Layout.module.css';

export type Names = Partial<Record<Language, string>>;

const firstOf = (names: Names): string =>
  LANGUAGES.map((language) => names[language]?.trim()).find(Boolean) ?? '';

/**
 * As the API takes them: of one's own in every language, an absent one as the first that is there; of what is built in only what
 * is named otherwise. Null where nothing is said.
 */
export function namesIn(names: Names, isOwn: boolean, spare = firstOf(names)): Names | null {
  const said = LANGUAGES.map(
    (language) => [language, names[language]?.trim() || (isOwn && spare) || ''] as const,
  );
  const given = said.filter(([, name]) => name);
  return given.length > 0 ? Object.fromEntries(given) : null;
}

interface NamesInputProps {
  names: Names;
  isOwn: boolean;
  error?: string | undefined;
  onChange: (names: Names) => void;
}

export function NamesInput({ names, isOwn, error, onChange }: NamesInputProps) {
  const { t } = useTranslation('layout');
  return (
    <fieldset className={classes.names}>
      <legend>{t('sheet.names')}</legend>
      {LANGUAGES.map((language, at) => (
        <TextInput
          key={language}
          label={t(`sheet.language.${language}`)}
          lang={language}
          maxLength={80}
          data-autofocus={at === 0 || undefined}
          placeholder={isOwn ? firstOf(names) : t('sheet.asUsual')}
          value={names[language] ?? ''}
          error={at === 0 ? error : undefined}
          onChange={({ currentTarget: { value } }) => onChange({ ...names, [language]: value })}
        />
      ))}
    </fieldset>
  );
}
