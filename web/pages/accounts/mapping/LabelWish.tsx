import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabelFound } from '../../../../src/http/contract/mapping.ts';
import classes from './MappingTab.module.css';
import type { MappingWords } from './use-mapping-words.ts';

interface LabelWishProps {
  /** Name of the field, for whoever does not see the row. */
  field: string;
  wish: string[];
  found: LabelFound[];
  words: MappingWords;
  fault?: string | undefined;
  onChange: (wish: string[]) => void;
}

/** The labels a field goes by, in order: those everybody has, those found on the cards, or any text. */
export function LabelWish({ field, wish, found, words, fault, onChange }: LabelWishProps) {
  const { t } = useTranslation('mapping');
  const own = found.flatMap(({ label, builtIn }) => (label !== null && builtIn === null ? [label] : []));
  const about = (text: string) => {
    const label = words.labelFrom(text);
    return found.find((one) => (one.builtIn ?? one.label ?? '') === label || one.label === label);
  };
  const renderOption = ({ option }: { option: { value: string } }) => {
    const known = about(option.value);
    return (
      <span className={classes.option}>
        <span>{option.value}</span>
        {known && (
          <span className="quiet">
            {t('onCards', { count: known.cards })}
            {known.sample && ` · ${known.sample}`}
          </span>
        )}
      </span>
    );
  };
  return (
    <TagsInput
      aria-label={t('labelsOf', { field })}
      size="xs"
      value={wish.map(words.label)}
      onChange={(texts) => onChange([...new Set(texts.map(words.labelFrom))])}
      data={[
        { group: t('own'), items: own },
        { group: t('builtIn'), items: [...words.builtIn, ...words.special] },
      ]}
      renderOption={renderOption}
      placeholder={wish.length === 0 ? t('addLabel') : undefined}
      error={fault}
      maxDropdownHeight={280}
      comboboxProps={{ shadow: 'sm', width: 300, position: 'bottom-start' }}
      classNames={{ input: classes.tags }}
      styles={{ inputField: { minWidth: 40 } }}
    />
  );
}
