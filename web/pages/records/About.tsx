// Who looks after a record, and since when it is here.
import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useMay } from '../access/use-may.ts';
import { useTakeBack } from '../duplicates/use-take-back.tsx';
import { useOwners } from '../lists/filter-words.ts';
import classes from './RecordPage.module.css';

type Shown = Answer<'getRecord'>;

export function About({ record }: { record: Shown }) {
  const { t } = useTranslation(['recordPage', 'records']);
  const mayEdit = useMay('records.edit') && record.deletedAt === null;
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('about.title')}>
      <h2 className={classes.panelTitle}>{t('about.title')}</h2>
      <dl className={classes.about}>
        <dt className="quiet">{t('records:column.owner')}</dt>
        <dd dir="auto">{mayEdit ? <OwnerChoice record={record} /> : record.ownerName}</dd>
        <dt className="quiet">{t('about.created')}</dt>
        <dd>
          <RelativeTime at={record.createdAt} />
          {record.madeBySync && <span className="quiet"> · {t('records:madeBySync')}</span>}
        </dd>
        <dt className="quiet">{t('records:column.updatedAt')}</dt>
        <dd>
          <RelativeTime at={record.updatedAt} />
        </dd>
      </dl>
    </section>
  );
}

/** Whoever may be given records; whoever has this one stays among them. */
function OwnerChoice({ record }: { record: Shown }) {
  const { t } = useTranslation(['recordPage', 'records']);
  const queryClient = useQueryClient();
  const takeBack = useTakeBack();
  const owners = useOwners().filter(({ id, active }) => active && id !== record.ownerId);
  const params = { id: record.id };
  const give = useMutation({
    mutationFn: (ownerId: string) => call('updateRecord', { params, body: { ownerId } }),
    onSuccess: ({ ownerName }) => {
      void queryClient.invalidateQueries();
      takeBack(t('about.owner', { name: ownerName }), () =>
        call('updateRecord', { params, body: { ownerId: record.ownerId } }),
      );
    },
  });
  return (
    <>
      <Select
        aria-label={t('records:column.owner')}
        className={classes.owner ?? ''}
        size="xs"
        allowDeselect={false}
        searchable={owners.length > 8}
        disabled={give.isPending}
        data={[
          { value: record.ownerId, label: record.ownerName },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={record.ownerId}
        onChange={(id) => id && id !== record.ownerId && give.mutate(id)}
      />
      {give.error && <ProblemNotice problem={give.error} />}
    </>
  );
}
