import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import classes from './TrashedCards.module.css';

interface TrashTabsProps {
  /** Deleted cards are shown, not records. */
  cards: boolean;
  records: number | null;
  /** `records` is about so many. */
  estimated: boolean;
  children: React.ReactNode;
}

/** The two kinds of things that come back from the trash, with how many there are of each. */
export function TrashTabs({ cards, records, estimated, children }: TrashTabsProps) {
  const { t } = useTranslation(['plans', 'records']);
  const navigate = useNavigate();
  const { data } = useQuery(query('listTrashedCards', { query: { limit: 1 } }));
  const tabs = [
    ['records', t('cards.records'), records, estimated],
    ['cards', t('cards.tab'), data?.total ?? null, false],
  ] as const;
  return (
    <Tabs
      className={classes.filled ?? ''}
      value={cards ? 'cards' : 'records'}
      onChange={(next) => void navigate({ to: '/trash', search: next === 'cards' ? { cards: true } : {} })}
    >
      <Tabs.List aria-label={t('cards.tabs')} mb="sm">
        {tabs.map(([name, words, count, isAbout]) => (
          <Tabs.Tab key={name} value={name}>
            {words}{' '}
            {count !== null && (
              <span className={classes.count}>
                {t(isAbout ? 'records:about' : 'number', { value: count })}
              </span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={cards ? 'cards' : 'records'} className={classes.filled ?? ''}>
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
