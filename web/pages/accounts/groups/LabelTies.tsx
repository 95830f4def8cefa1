// Labels of records that are tied to groups of the account: what that means, which there are, another one, and none any more.
import { ActionIcon, Button, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelKey } from '../../../../src/fields/labels.ts';
import type { Account, Group } from '../../../../src/http/contract/accounts.ts';
import { call, query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { LabelChip } from '../../lists/LabelChip.tsx';
import { useLabels } from '../../lists/use-labels.ts';
import classes from './GroupsTab.module.css';

const isTieable = ({ type, system, exists, labelId }: Group): boolean =>
  exists && !system && type !== 'folder' && labelId === null;

export function LabelTies({ account, groups }: { account: Account; groups: Group[] }) {
  const { t } = useTranslation('groups');
  const labels = useLabels();
  const tie = useTie(account.id);
  const [labelId, setLabelId] = useState<string | null>(null);
  const [group, setGroup] = useState<string | null>(null);
  const tied = groups.filter((one) => one.labelId !== null);
  const free = labels.filter(({ id }) => tied.every((one) => one.labelId !== id));
  const offered = groups.filter(isTieable);
  return (
    <section className={`sheet ${classes.part}`} aria-label={t('ties.title')}>
      <h2>{t('ties.title')}</h2>
      <p className="quiet">{t('ties.text')}</p>
      {tied.length > 0 && (
        <ul className={classes.ties}>
          {tied.map((one) => {
            const label = labels.find(({ id }) => id === one.labelId);
            const name = label?.name ?? t('ties.deleted');
            return (
              <li key={one.id} className={classes.tie} data-tie={one.id}>
                <LabelChip name={name} color={label?.color ?? 'gray'} />
                <span aria-hidden>↔</span>
                <span className="cut" dir="auto">
                  {one.name}
                </span>
                {!one.exists && <Gone group={one} groups={offered} tie={tie} />}
                <ActionIcon
                  aria-label={t('ties.end', { label: name, group: one.name })}
                  disabled={tie.isPending}
                  onClick={() => tie.mutate({ labelId: one.labelId!, group: null })}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      {free.length > 0 && offered.length > 0 ? (
        <div className={classes.newTie}>
          <Select
            label={t('ties.label')}
            searchable
            data={free.map(({ id, name }) => ({ value: id, label: name }))}
            value={labelId}
            onChange={setLabelId}
          />
          <Select
            label={t('ties.group')}
            searchable
            data={offered.map(({ id, name }) => ({ value: id, label: name }))}
            value={group}
            onChange={setGroup}
          />
          <Button
            variant="default"
            disabled={!labelId || !group}
            loading={tie.isPending}
            onClick={() =>
              tie.mutate(
                { labelId: labelId!, group },
                {
                  onSuccess: () => {
                    setLabelId(null);
                    setGroup(null);
                  },
                },
              )
            }
          >
            {t('ties.tie')}
          </Button>
        </div>
      ) : (
        tied.length === 0 && (
          <p className="quiet">{t(labels.length === 0 ? 'ties.noLabel' : 'ties.noGroup')}</p>
        )
      )}
      {tie.error && <ProblemNotice problem={tie.error} />}
    </section>
  );
}

/** A group that is gone ties nobody any more. One of its name is another group, which a click ties instead. */
function Gone({ group, groups, tie }: { group: Group; groups: Group[]; tie: ReturnType<typeof useTie> }) {
  const { t } = useTranslation('groups');
  const again = groups.filter(({ name }) => labelKey(name) === labelKey(group.name));
  return (
    <>
      <span className="warn">{t('ties.gone')}</span>
      {again.length === 1 && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={tie.isPending}
          onClick={() => tie.mutate({ labelId: group.labelId!, group: again[0]!.id })}
        >
          {t('ties.again', { group: again[0]!.name })}
        </Button>
      )}
    </>
  );
}

function useTie(id: string) {
  const { t } = useTranslation('groups');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ labelId, group }: { labelId: string; group: string | null }) =>
      call('tieLabel', { params: { id, labelId }, body: { group } }),
    onSuccess: (groups, { group }) => {
      queryClient.setQueryData(query('listGroups', { params: { id } }).queryKey, groups);
      void queryClient.invalidateQueries({ queryKey: ['getAccount'] });
      notifications.show({ message: t(group === null ? 'ties.ended' : 'saved') });
    },
  });
}
