// Finds any record from anywhere: a few letters, digits or an address, and Enter.
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyField } from '../../src/fields/catalogue.ts';
import { firstValue } from '../../src/fields/shown.ts';
import { type Item, query } from '../api.ts';
import { photoOf } from '../pages/records/photo/photo-of.ts';
import { Avatar } from './Avatar.tsx';
import classes from './QuickFind.module.css';

const SHOWN = 8;

/** The most telling second line of a record: its company, mail or number. */
export const secondLine = (record: Item<'listRecords'>): string =>
  [companyWords(record), firstValue(record, 'email') || firstValue(record, 'phone')]
    .filter(Boolean)
    .join(' · ');

/** The company that a person is in: its record, or the name written on the person. */
export const companyWords = ({ kind, companyName, values }: Item<'listRecords'>): string | null =>
  kind === 'company' ? null : (companyName ?? values[companyField(kind)] ?? null);

export function QuickFind() {
  const { t } = useTranslation('frame');
  const router = useRouter();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 120);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { data, isFetching } = useQuery({
    ...query('listRecords', { query: { q, limit: SHOWN } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  const found = q ? (data?.items ?? []) : [];
  const open = (id: string) => {
    setText('');
    combobox.closeDropdown();
    (document.activeElement as HTMLElement | null)?.blur();
    void router.navigate({ to: '/records/$id', params: { id } });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={open} shadow="sm" offset={6} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          className={classes.field}
          type="search"
          data-quick-find
          aria-label={t('find.label')}
          placeholder={t('find.placeholder')}
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
          rightSection={isFetching && q ? <Loader size={14} /> : <kbd className={classes.key}>/</kbd>}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => text && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setText('');
              event.currentTarget.blur();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!q}>
        <Combobox.Options aria-label={t('find.found')}>
          {found.map((record) => (
            <Combobox.Option value={record.id} key={record.id}>
              <div className={classes.option}>
                <Avatar name={record.displayName} kind={record.kind} photo={photoOf(record)} size={28} />
                <div className={classes.words}>
                  <div className="cut" dir="auto">
                    {record.displayName}
                  </div>
                  <div className={`cut quiet ${classes.second}`}>
                    {secondLine(record) || t(`kind.${record.kind}`)}
                  </div>
                </div>
                <span className={`quiet ${classes.second}`}>{t(`kind.${record.kind}`)}</span>
              </div>
            </Combobox.Option>
          ))}
          {!found.length && (
            <Combobox.Empty>{isFetching ? t('find.looking') : t('find.none', { q })}</Combobox.Empty>
          )}
        </Combobox.Options>
        {data && data.total > SHOWN && (
          <Combobox.Footer>
            <span className={`quiet ${classes.second}`}>
              {data.estimated ? t('find.many') : t('find.more', { count: data.total - SHOWN })}
            </span>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
