// What was just made of everything that a filter finds can be made a rule.
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../bar/TriageBar.module.css';
import type { ByFilter, Deciding } from '../use-deciding.ts';
import { type Draft, RuleEditor } from './RuleEditor.tsx';
import { type RuleDecision, type RuleFilter, useConditionWords } from './rule-words.ts';

/** Null for what is no rule: a filter about decisions, or a decision that no rule takes. */
function draftOf({ filter: given, decision }: ByFilter): Draft | null {
  const { state: _, kind, ruleId, isSecond, isAlike, ...filter } = given;
  if (kind || ruleId || isSecond !== undefined || isAlike !== undefined) return null;
  const set = ruleDecision(decision);
  return set && { filter: filter as RuleFilter, set, runs: 'on-arrival' };
}

function ruleDecision(decision: ByFilter['decision']): RuleDecision | null {
  if ('suggested' in decision) return { suggested: true };
  if ('state' in decision)
    return decision.state === 'ignored' && !decision.until ? { state: 'ignored' } : null;
  if (!('kind' in decision) || decision.kind === null) return null;
  return { kind: decision.kind, ...(decision.withCompany && { withCompany: true }) };
}

export function AlwaysDoThis({ accountId, deciding }: { accountId: string; deciding: Deciding }) {
  const { t } = useTranslation('queue');
  const conditions = useConditionWords(accountId);
  const [editing, setEditing] = useState<Draft | null>(null);
  const draft = deciding.byFilter && draftOf(deciding.byFilter);
  const close = () => {
    setEditing(null);
    deciding.dropByFilter();
  };
  if (!draft) return null;
  return (
    <div className={classes.result}>
      <span>{t('rules.offer', { conditions: conditions(draft.filter).join(' · ') })}</span>
      <Button variant="light" size="compact-sm" onClick={() => setEditing(draft)}>
        {t('rules.always')}
      </Button>
      <CloseButton size="sm" aria-label={t('rules.noThanks')} onClick={deciding.dropByFilter} />
      {editing && <RuleEditor accountId={accountId} draft={editing} onClose={close} />}
    </div>
  );
}
