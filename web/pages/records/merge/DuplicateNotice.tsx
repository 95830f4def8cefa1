import { UnstyledButton } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, query } from '../../../api.ts';
import notice from '../../conflicts/ConflictNotice.module.css';
import { MergeRecords } from './MergeRecords.tsx';

/** On a record that looks like another: which, why, and the way to make one of the two. */
export function DuplicateNotice({ record }: { record: Answer<'getRecord'> }) {
  const { t } = useTranslation(['merge', 'queue']);
  const [merging, setMerging] = useState(false);
  const { data } = useQuery(query('listSimilar', { params: { id: record.id } }));
  const [likely] = data?.items ?? [];
  if (!likely) return null;
  const reasons = likely.reasons.map((reason) => t(`queue:match.reason.${reason}`));
  return (
    <>
      <UnstyledButton className={notice.notice} onClick={() => setMerging(true)}>
        <IconGitMerge size={16} stroke={1.8} aria-hidden />
        <span>{t('likely', { name: likely.displayName, reasons: reasons.join(', ') })}</span>
        <b>{t('compare')}</b>
      </UnstyledButton>
      <MergeRecords record={record} otherId={likely.id} opened={merging} onClose={() => setMerging(false)} />
    </>
  );
}
