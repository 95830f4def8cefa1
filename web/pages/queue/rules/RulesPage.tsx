// The rules of one account's queue, in the order in which they are tried.
import { ActionIcon, Button, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArrowDown,
  IconArrowRight,
  IconArrowUp,
  IconListCheck,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arguments, call, query } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Help } from '../../../components/help/Help.tsx';
import { Page } from '../../../components/Page.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { type Draft, RuleEditor } from './RuleEditor.tsx';
import classes from './RulesPage.module.css';
import { outcomeOf, type Rule, useConditionWords } from './rule-words.ts';

const NEW: Draft = { filter: {}, set: { kind: 'contact' }, runs: 'by-hand' };

export function RulesPage() {
  const { t } = useTranslation('queue');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useQuery(query('listRules', { params: { id } }));
  const { data: account } = useQuery(query('getAccount', { params: { id } }));
  const [draft, setDraft] = useState<Draft | null>(null);
  const rules = data?.items ?? [];
  const add = (
    <Button data-new leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDraft(NEW)}>
      {t('rules.new')}
    </Button>
  );
  return (
    <Page
      title={t('rules.title')}
      help={<Help topic="rules" />}
      width="reading"
      above={
        <Link className="link" to="/queue" search={{ account: id } as never}>
          {t('rules.back', { account: account?.name ?? '' })}
        </Link>
      }
      lead={t('rules.lead')}
      actions={rules.length > 0 && add}
    >
      {error && <ProblemNotice problem={error} />}
      {!data && !error && <Skeletons rows={4} />}
      {data && rules.length === 0 && (
        <EmptyState
          icon={<IconListCheck size={26} stroke={1.4} aria-hidden />}
          title={t('rules.none')}
          action={add}
        >
          {t('rules.noneText')}
        </EmptyState>
      )}
      {rules.length > 0 && (
        <ol className={`sheet ${classes.list}`} aria-label={t('rules.title')}>
          {rules.map((rule) => (
            <RuleLine
              key={rule.id}
              accountId={id}
              rule={rule}
              isLast={rule.position === rules.at(-1)!.position}
              isFirst={rule.position === rules[0]!.position}
              at={rules.indexOf(rule) + 1}
              onChange={() => setDraft(rule)}
            />
          ))}
        </ol>
      )}
      {draft && <RuleEditor accountId={id} draft={draft} onClose={() => setDraft(null)} />}
    </Page>
  );
}

interface RuleLineProps {
  accountId: string;
  rule: Rule;
  /** From 1. */
  at: number;
  isFirst: boolean;
  isLast: boolean;
  onChange: () => void;
}

function RuleLine({ accountId, rule, at, isFirst, isLast, onChange }: RuleLineProps) {
  const { t } = useTranslation('queue');
  const queryClient = useQueryClient();
  const conditions = useConditionWords(accountId)(rule.filter).join(' · ');
  const [deleting, setDeleting] = useState(false);
  const params = { id: accountId, ruleId: rule.id };
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: ['listRules'] });
    void queryClient.invalidateQueries({ queryKey: ['queueCards', accountId] });
    void queryClient.invalidateQueries({ queryKey: ['listQueue'] });
  };
  const update = useMutation({
    mutationFn: (body: Arguments<'updateRule'>['body']) => call('updateRule', { params, body }),
    onSettled: reload,
  });
  const remove = useMutation({ mutationFn: () => call('deleteRule', { params }), onSettled: reload });
  const apply = useMutation({
    mutationFn: () => call('applyRules', { params: { id: accountId }, body: { ids: [rule.id] } }),
    onSuccess: ({ changed }) => notifications.show({ message: t('rules.applied', { count: changed }) }),
    onSettled: reload,
  });
  const takeBack = useMutation({
    mutationFn: () =>
      call('updateQueue', {
        params: { id: accountId },
        body: { filter: { ruleId: rule.id }, set: { state: 'pending' } },
      }),
    onSuccess: ({ changed }) => notifications.show({ message: t('rules.takenBack', { count: changed }) }),
    onSettled: reload,
  });
  const problem = update.error ?? apply.error ?? takeBack.error;
  const name = conditions;
  return (
    <li className={classes.rule} data-off={!rule.active || undefined}>
      <Switch
        className={classes.switch}
        checked={rule.active}
        aria-label={t('rules.switch', { name })}
        onChange={(event) => update.mutate({ active: event.currentTarget.checked })}
      />
      <div className={classes.words}>
        <button type="button" className={classes.name} onClick={onChange}>
          <span dir="auto">{conditions}</span>
          <IconArrowRight size={15} stroke={1.7} aria-hidden />
          <span>{t(`rules.outcome.${outcomeOf(rule.set)}`)}</span>
        </button>
        <div className="quiet">
          {t(`rules.runs.${rule.runs}`)}
          {rule.imported > 0 && ` · ${t('rules.imported', { count: rule.imported })}`}
          {rule.decided > 0 && (
            <>
              {` · ${t('rules.decided', { count: rule.decided })} `}
              <button
                type="button"
                className={classes.inline}
                disabled={takeBack.isPending}
                onClick={() => takeBack.mutate()}
              >
                {t('rules.takeBack')}
              </button>
            </>
          )}
        </div>
        {problem && <ProblemNotice problem={problem} />}
      </div>
      <div className={classes.actions}>
        <ActionIcon
          aria-label={t('rules.earlier', { name })}
          disabled={isFirst || update.isPending}
          onClick={() => update.mutate({ position: at - 1 })}
        >
          <IconArrowUp size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('rules.later', { name })}
          disabled={isLast || update.isPending}
          onClick={() => update.mutate({ position: at + 1 })}
        >
          <IconArrowDown size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('rules.apply', { name })}
          loading={apply.isPending}
          onClick={() => apply.mutate()}
        >
          <IconPlayerPlay size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('rules.edit', { name })} onClick={onChange}>
          <IconPencil size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('rules.delete', { name })} onClick={() => setDeleting(true)}>
          <IconTrash size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
      <Confirm
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t('rules.deleteTitle')}
        confirm={t('rules.deleteConfirm')}
        onConfirm={() => remove.mutate()}
        danger
        busy={remove.isPending}
        problem={remove.error}
      >
        {t('rules.deleteWords', { name })}
      </Confirm>
    </li>
  );
}
