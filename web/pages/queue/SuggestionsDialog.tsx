// Before the suggestions are used for many cards: how many merge, how many are new, and how many have to be asked about.
import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import type { Choice } from './decision.ts';
import type { Order } from './use-decisions.ts';

interface SuggestionsDialogProps {
  accountId: string;
  /** What is asked about; null for nothing. */
  order: Omit<Order, 'decision'> | null;
  onClose: () => void;
  onConfirm: (choice: Choice | null) => void;
}

/** Nobody has looked at these values: unless it is said otherwise, each is asked about. */
const CHOICES: Record<'ask' | NonNullable<Choice['all']>, Choice | null> = {
  ask: null,
  both: { all: 'both' },
  record: { all: 'record' },
  card: { all: 'card' },
};

export function SuggestionsDialog({ accountId, order, onClose, onConfirm }: SuggestionsDialogProps) {
  const { t } = useTranslation('queue');
  const [stands, setStands] = useState<keyof typeof CHOICES>('ask');
  const { data, error } = useQuery({
    queryKey: ['suggestions', accountId, order],
    queryFn: () =>
      call('updateQueue', {
        params: { id: accountId },
        body: { ...order, set: { suggested: true }, preview: true },
      }),
    enabled: order !== null,
    gcTime: 0,
  });
  const created = data && data.contact + data.company + data.lead;
  return (
    <Confirm
      opened={order !== null}
      onClose={onClose}
      title={t('suggestions.title')}
      confirm={data ? t('suggestions.confirm', { count: data.changed }) : t('select.suggestions')}
      onConfirm={() => onConfirm(CHOICES[stands])}
      busy={!data}
      problem={error}
    >
      {data ? (
        <>
          <p>
            <strong>
              {[
                ...(data.merged > 0 ? [t('suggestions.merged', { count: data.merged })] : []),
                t('suggestions.new', { count: created! }),
              ].join(' · ')}
            </strong>
          </p>
          {data.merged > 0 && (
            <>
              <p>{t('suggestions.mergedText')}</p>
              <Radio.Group
                my="sm"
                label={t('choice.titleMany')}
                value={stands}
                onChange={(value) => setStands(value as typeof stands)}
              >
                {(Object.keys(CHOICES) as (typeof stands)[]).map((each) => (
                  <Radio key={each} mt={8} size="sm" value={each} label={t(`choice.all.${each}`)} />
                ))}
              </Radio.Group>
            </>
          )}
          {data.waiting > 0 && <p>{t('suggestions.waiting', { count: data.waiting })}</p>}
          {data.ignored > 0 && <p>{t('suggestions.ignored', { count: data.ignored })}</p>}
        </>
      ) : (
        <Skeletons rows={2} />
      )}
    </Confirm>
  );
}
