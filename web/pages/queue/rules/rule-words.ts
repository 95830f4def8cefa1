// A rule in words: what it is about, and what becomes of it.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Item, query } from '../../../api.ts';

export type Rule = Item<'listRules'>;
export type RuleFilter = Rule['filter'];
export type RuleDecision = Rule['set'];

/** What a rule may decide, as one word each. */
export const OUTCOMES = ['company', 'contact', 'withCompany', 'lead', 'ignored', 'suggested'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const DECISIONS: Record<Outcome, RuleDecision> = {
  company: { kind: 'company' },
  contact: { kind: 'contact' },
  withCompany: { kind: 'contact', withCompany: true },
  lead: { kind: 'lead' },
  ignored: { state: 'ignored' },
  suggested: { suggested: true },
};
export const decisionOf = (outcome: Outcome): RuleDecision => DECISIONS[outcome];

export function outcomeOf(set: RuleDecision): Outcome {
  if ('suggested' in set) return 'suggested';
  if ('state' in set) return 'ignored';
  return set.kind === 'contact' && set.withCompany ? 'withCompany' : set.kind;
}

const WORDED = ['q', 'group', 'company', 'domain', 'country'] as const;
const YES_NO = ['hasMatch', 'hasPhoto', 'hasName', 'hasCompany'] as const;

/** The conditions of a filter, a text each. */
export function useConditionWords(accountId: string): (filter: RuleFilter) => string[] {
  const { t } = useTranslation('queue');
  const { data } = useQuery(query('listGroups', { params: { id: accountId } }));
  const groups = new Map((data?.items ?? []).map(({ id, name }) => [id, name]));
  return (filter) => [
    ...WORDED.flatMap((key) => {
      const value = filter[key];
      if (value === undefined) return [];
      return [t('rules.condition', { what: t(`filter.${key}`), value: groups.get(value) ?? value })];
    }),
    ...(filter.suggestedKind
      ? [
          t('rules.condition', {
            what: t('filter.suggested'),
            value: t(`kinds.${filter.suggestedKind}`),
          }),
        ]
      : []),
    ...YES_NO.flatMap((key) => {
      const value = filter[key];
      const name = key.slice('has'.length) as 'Match' | 'Photo' | 'Name' | 'Company';
      return value === undefined ? [] : [t(`filter.${value ? 'with' : 'without'}${name}`)];
    }),
  ];
}
