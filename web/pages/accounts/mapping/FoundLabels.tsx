import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelFound } from '../../../../src/http/contract/mapping.ts';
import classes from './MappingTab.module.css';
import type { MappingWords } from './use-mapping-words.ts';

const FEW = 6;

/** The labels of one property as they are on the cards: how many, an example, and where each goes as saved. */
export function FoundLabels({ found, words }: { found: LabelFound[]; words: MappingWords }) {
  const { t } = useTranslation('mapping');
  const [opened, setOpened] = useState(false);
  const shown = opened ? found : found.slice(0, FEW);
  return (
    <div className={classes.found}>
      <h3>{t('found.title')}</h3>
      {found.length === 0 && <p className="quiet">{t('found.none')}</p>}
      <ul>
        {shown.map((one) => (
          <Found key={one.label ?? ''} one={one} words={words} />
        ))}
      </ul>
      {found.length > FEW && (
        <UnstyledButton className="link" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? t('found.fewer') : t('found.more', { count: found.length - FEW })}
        </UnstyledButton>
      )}
    </div>
  );
}

function Found({ one, words }: { one: LabelFound; words: MappingWords }) {
  const { t } = useTranslation('mapping');
  const { label, builtIn, cards, sample, takenBy, untaken } = one;
  const name = label === null ? t('found.noLabel') : words.label(label);
  const meaning = builtIn && label !== builtIn ? words.label(builtIn) : null;
  const fields = takenBy.map(({ field }) => words.field(field)).join(', ');
  return (
    <li>
      <span className={classes.label}>
        <b dir="auto">{name}</b>
        {meaning && meaning !== name && (
          <span className="quiet"> {t('found.standsFor', { label: meaning })}</span>
        )}
      </span>
      <span className="quiet">{t('onCards', { count: cards })}</span>
      {sample && (
        <span className={`cut quiet ${classes.sample}`} dir="auto">
          {sample}
        </span>
      )}
      <span className={classes.goes}>
        {fields && (
          <span>
            {t(takenBy.length > 1 ? 'found.takenBySome' : 'found.takenBy', { field: fields, fields })}
          </span>
        )}
        {untaken > 0 && <span className="warn">{t('found.untaken', { count: untaken })}</span>}
      </span>
    </li>
  );
}
