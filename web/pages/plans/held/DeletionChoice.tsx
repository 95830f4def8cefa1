// A card was deleted on the phone and its account asks what that means: the record follows, stays, or the card comes back.
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arguments, call } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { Lacking } from '../../access/Lacking.tsx';
import { useMay } from '../../access/use-may.ts';
import { useRefresh } from '../use-refresh.ts';

type Decision = Arguments<'decideDeletion'>['body']['decision'];
const DECISIONS: Decision[] = ['follow', 'keep', 'restore'];

interface DeletionChoiceProps {
  accountId: string;
  /** One record, or as many as wait in the account. */
  of: { recordId: string; name: string } | { count: number };
}

export function DeletionChoice({ accountId, of }: DeletionChoiceProps) {
  const { t } = useTranslation('plans');
  const refresh = useRefresh();
  const mayDelete = useMay('records.delete');
  const [asked, setAsked] = useState<Decision>('keep');
  const [opened, setOpened] = useState(false);
  const one = 'recordId' in of ? of : null;
  const values = { name: one?.name, count: 'count' in of ? of.count : 1 };
  const group = one ? 'one' : 'all';
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      'recordId' in of
        ? call('decideDeletion', { params: { id: of.recordId }, body: { accountId, decision } })
        : call('decideDeletions', { params: { id: accountId }, body: { decision, count: of.count } }),
    onSuccess: ({ decided }, decision) => {
      setOpened(false);
      notifications.show({ message: t(`deletion.done.${decision}`, { count: decided }) });
    },
    onSettled: refresh,
  });
  return (
    <>
      <Group gap="xs" role="group" aria-label={t(`deletion.${group}.label`, values)}>
        {DECISIONS.map((decision) => (
          <Button
            key={decision}
            size="xs"
            variant="default"
            disabled={decision === 'follow' && !mayDelete}
            onClick={() => {
              decide.reset();
              setAsked(decision);
              setOpened(true);
            }}
          >
            {t(`deletion.${group}.verb.${decision}`, values)}
          </Button>
        ))}
      </Group>
      {!mayDelete && <Lacking permission="records.delete" />}
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={t(`deletion.${group}.title.${asked}`, values)}
        confirm={t(`deletion.${group}.verb.${asked}`, values)}
        danger={asked === 'follow'}
        onConfirm={() => decide.mutate(asked)}
        busy={decide.isPending}
        problem={decide.error}
      >
        {t(`deletion.words.${asked}`, values)}
      </Confirm>
    </>
  );
}
