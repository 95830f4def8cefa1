import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindMapping } from '../../../../src/http/contract/mapping.ts';
import { query } from '../../../api.ts';

/** Whom to look at: a record, or a card that waits in the queue. */
export type SubjectId = { recordId: string } | { cardId: string };

interface SubjectPickerProps {
  accountId: string;
  kind: KindMapping['kind'];
  /** Who is shown, chosen or not. */
  name: string | null;
  onChange: (subject: SubjectId) => void;
}

export function SubjectPicker({ accountId, kind, name, onChange }: SubjectPickerProps) {
  const { t } = useTranslation('mapping');
  const [text, setText] = useState<string | null>(null);
  const [q] = useDebouncedValue(text ?? '', 200);
  const asked = { enabled: text !== null, placeholderData: keepPreviousData };
  const records = useQuery({ ...query('listRecords', { query: { kind, q, limit: 8 } }), ...asked });
  const queue = useQuery({
    ...query('listQueue', { params: { id: accountId }, query: { q, limit: 8, state: 'pending' } }),
    ...asked,
  });
  const data = [
    {
      group: t('look.records'),
      items: (records.data?.items ?? []).map(({ id, displayName }) => ({
        value: `recordId ${id}`,
        label: displayName,
      })),
    },
    {
      group: t('look.queue'),
      items: (queue.data?.items ?? []).map(({ cardId, displayName }) => ({
        value: `cardId ${cardId}`,
        label: displayName,
      })),
    },
  ];
  return (
    <Select
      aria-label={t('look.choose')}
      placeholder={t('look.choose')}
      searchable
      data={data.filter(({ items }) => items.length > 0)}
      // The server has searched: whatever it found is offered.
      filter={({ options }) => options}
      nothingFoundMessage={t('look.nobody')}
      value={null}
      searchValue={text ?? name ?? ''}
      onSearchChange={(next) => text !== null && setText(next)}
      onFocus={() => setText('')}
      onBlur={() => setText(null)}
      onChange={(value) => {
        const [key, id] = (value ?? '').split(' ');
        if (key && id) onChange({ [key]: id } as SubjectId);
        setText(null);
      }}
    />
  );
}
