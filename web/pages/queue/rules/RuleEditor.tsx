// Making or changing a rule: its conditions, what becomes of the cards, when; and what it would catch at this moment.
import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { useMay } from '../../access/use-may.ts';
import { cardTitle } from '../card/card-title.ts';
import { asFilter, asView, type QueueView } from '../queue-cards.ts';
import { FilterFields, type Filters } from './FilterFields.tsx';
import { decisionOf, OUTCOMES, type Outcome, outcomeOf, type Rule, type RuleFilter } from './rule-words.ts';

const RUNS = ['by-hand', 'on-arrival', 'and-import'] as const;
const NAMES = 6;
const PENDING: QueueView = { state: 'pending' };

/** Given an id it changes that rule, else it makes one. */
export type Draft = Pick<Rule, 'filter' | 'set' | 'runs'> & { id?: string };

export function RuleEditor({
  accountId,
  draft,
  onClose,
}: {
  accountId: string;
  draft: Draft;
  onClose: () => void;
}) {
  const { t } = useTranslation('queue');
  const { t: frame } = useTranslation('frame');
  const queryClient = useQueryClient();
  const mayImport = useMay('records.edit');
  const [filters, setFilters] = useState<Filters>(asView(draft.filter));
  const [outcome, setOutcome] = useState<Outcome>(outcomeOf(draft.set));
  const [runs, setRuns] = useState(draft.runs);
  const { state: _, ...filter } = asFilter({ ...PENDING, ...filters });
  const hasCondition = Object.keys(filter).length > 0;
  const set = decisionOf(outcome);
  const save = useMutation({
    mutationFn: async (isApplied: boolean) => {
      const body = { filter: filter as RuleFilter, set, runs };
      const rule = await (draft.id
        ? call('updateRule', { params: { id: accountId, ruleId: draft.id }, body })
        : call('createRule', { params: { id: accountId }, body }));
      return isApplied ? call('applyRules', { params: { id: accountId }, body: { ids: [rule.id] } }) : null;
    },
    onSuccess: (applied) => {
      void queryClient.invalidateQueries({ queryKey: ['listRules'] });
      void queryClient.invalidateQueries({ queryKey: ['queueCards', accountId] });
      void queryClient.invalidateQueries({ queryKey: ['listQueue'] });
      notifications.show({
        message: applied ? t('rules.applied', { count: applied.changed }) : t('rules.saved'),
      });
      onClose();
    },
  });
  const [asked] = useDebouncedValue(JSON.stringify({ filter, set }), 250);
  const preview = useQuery({
    queryKey: ['previewRule', { params: { id: accountId } }, asked],
    queryFn: () => call('previewRule', { params: { id: accountId }, body: JSON.parse(asked) }),
    enabled: hasCondition,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const caught = hasCondition ? preview.data : undefined;
  return (
    <Modal opened onClose={onClose} title={t(draft.id ? 'rules.change' : 'rules.new')} size="xl">
      <Stack gap="md">
        <section aria-label={t('rules.when')}>
          <TextInput
            mb={10}
            label={t('filter.q')}
            value={filters.q ?? ''}
            maxLength={200}
            onChange={(event) => {
              const { q: __, ...rest } = filters;
              const q = event.currentTarget.value;
              setFilters(q ? { ...rest, q } : rest);
            }}
          />
          <FilterFields accountId={accountId} among={PENDING} value={filters} onChange={setFilters} />
        </section>
        <Select
          label={t('rules.becomes')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={OUTCOMES.map((value) => ({ value, label: t(`rules.outcome.${value}`) }))}
          value={outcome}
          onChange={(value) => setOutcome(value as Outcome)}
        />
        <Radio.Group
          label={t('rules.runs.label')}
          value={runs}
          onChange={(value) => setRuns(value as typeof runs)}
        >
          {RUNS.map((each) => (
            <Radio
              key={each}
              mt={8}
              value={each}
              label={t(`rules.runs.${each}`)}
              disabled={each === 'and-import' && !mayImport}
            />
          ))}
        </Radio.Group>
        <p className="quiet" role="status" style={{ margin: 0 }}>
          {!hasCondition
            ? t('rules.needsCondition')
            : caught
              ? [
                  t('rules.catches', { count: caught.total }),
                  caught.items
                    .slice(0, NAMES)
                    .map((item) => cardTitle(item, t))
                    .join(', ') + (caught.total > NAMES ? ' …' : ''),
                ]
                  .filter(Boolean)
                  .join(' ')
              : t('rules.counting')}
        </p>
        {save.error && <ProblemNotice problem={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button
            variant="default"
            disabled={!hasCondition}
            loading={save.isPending}
            onClick={() => save.mutate(false)}
          >
            {t('rules.save')}
          </Button>
          {caught !== undefined && caught.outcome.changed > 0 && (
            <Button loading={save.isPending} onClick={() => save.mutate(true)}>
              {t('rules.saveAndApply', { count: caught.outcome.changed })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
