import { SegmentedControl } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src/languages.ts';
import { Mark } from '../../components/Mark.tsx';
import { LANGUAGE_CHOICES, speak } from '../../i18n/i18n.ts';
import classes from './Door.module.css';

const INDEX = ['A', 'D', 'G', 'L', 'O', 'R', 'U'];

/** The cover of the address book: what stands before the sign-in, with the languages below. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: React.ReactNode }) {
  const { t, i18n } = useTranslation('door');
  useEffect(() => {
    document.title = `${title} · Rubrica`;
  }, [title]);
  return (
    <div className={classes.door}>
      <main className={classes.cover}>
        <div className={classes.index} aria-hidden>
          {INDEX.map((letter) => (
            <span key={letter}>{letter}</span>
          ))}
        </div>
        <div className={classes.name}>
          <Mark size={26} />
          Rubrica
        </div>
        <h1 className={classes.title}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </main>
      <footer className={classes.foot}>
        <SegmentedControl
          size="xs"
          aria-label={t('language')}
          data={LANGUAGE_CHOICES}
          value={i18n.language}
          onChange={(value) => void speak(value as Language)}
        />
      </footer>
    </div>
  );
}
