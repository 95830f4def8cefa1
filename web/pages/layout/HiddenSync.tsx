// Where Sync mobile is hidden and goes on, that is said: with a click to show it, for whoever may.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import { call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFields } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import classes from './Layout.module.css';

/** Of one's own records of a kind; nothing while Sync mobile is shown, or on for none of them. */
export function HiddenSync({ kind }: { kind: Kind }) {
  const { t } = useTranslation('layout');
  const queryClient = useQueryClient();
  const { data: me } = useQuery(query('getMe'));
  const flag = useFields(kind)?.find(({ type, visible }) => type === 'flag' && !visible);
  const { data } = useQuery({
    ...query('listRecords', { query: { kind, flagged: 'true', limit: 1 } }),
    enabled: flag !== undefined,
  });
  const show = useMutation({
    mutationFn: (id: string) => call('updateField', { params: { id }, body: { visible: true } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['listFields'] }),
  });
  if (!flag || !data?.total) return null;
  return (
    <div className={classes.notice}>
      <span>{t(`sync.hiddenMine.${kind}`, { value: data.total })}</span>
      {me?.role === 'administrator' ? (
        <Button size="xs" variant="default" loading={show.isPending} onClick={() => show.mutate(flag.id)}>
          {t('sync.showAgain')}
        </Button>
      ) : (
        <span className="quiet">{t('sync.askAdministrator')}</span>
      )}
      {show.error ? <ProblemNotice problem={show.error} /> : null}
    </div>
  );
}

/** Of every kind. */
export const HiddenSyncs = () => KINDS.map((kind) => <HiddenSync key={kind} kind={kind} />);
