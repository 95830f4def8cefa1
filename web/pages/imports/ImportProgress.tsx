import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FileImport } from '../../../src/http/contract/files.ts';
import { call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import classes from './Imports.module.css';

/** An import under way. What moves is told by events. */
export function ImportProgress({ found }: { found: FileImport }) {
  const { t } = useTranslation('files');
  const queryClient = useQueryClient();
  const params = { id: found.id };
  const stop = useMutation({
    mutationFn: () => call('cancelImport', { params }),
    onSuccess: (stopped) => queryClient.setQueryData(query('getImport', { params }).queryKey, stopped),
  });
  return (
    <div className={`sheet ${classes.progress}`}>
      <div role="status">
        <strong>{t(`state.${found.state}`)}</strong>{' '}
        <span className="figures">{t('progress', { done: found.done, total: found.total })}</span>
      </div>
      <Progress
        size={6}
        value={found.total ? (100 * found.done) / found.total : 0}
        aria-label={t('progressLabel')}
        transitionDuration={140}
      />
      <div className="quiet">{t('leave')}</div>
      {stop.error && <ProblemNotice problem={stop.error} />}
      <div>
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('stop')}
        </Button>
      </div>
    </div>
  );
}
