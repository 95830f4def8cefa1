// Under words of help: whether they helped. Who says no is asked what was missing; administrators read both.
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpTopic } from '../../../src/http/contract/help.ts';
import { type Arguments, call } from '../../api.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import classes from './Help.module.css';

/** What was pressed is gone: the focus goes on to what stands in its place. */
const focus = (element: HTMLElement | null) => element?.focus({ preventScroll: true });

export function DidItHelp({ topic }: { topic: HelpTopic }) {
  const { t } = useTranslation('help');
  const [missing, setMissing] = useState('');
  const answer = useMutation({
    mutationFn: (said: Omit<Arguments<'answerHelp'>['body'], 'topic'>) =>
      call('answerHelp', { body: { topic, ...said } }),
  });
  const said = answer.isSuccess ? answer.variables : undefined;
  return (
    <>
      {!said && (
        // biome-ignore lint/a11y/useSemanticElements: two buttons and what they answer, no form
        <div className={classes.ask} role="group" aria-label={t('did')}>
          <span aria-hidden>{t('did')}</span>
          {[true, false].map((helped) => (
            <Button
              key={String(helped)}
              size="compact-xs"
              variant="default"
              disabled={answer.isPending}
              onClick={() => answer.mutate({ helped })}
            >
              {t(helped ? 'yes' : 'no')}
            </Button>
          ))}
        </div>
      )}
      {(said?.helped || said?.missing) && (
        <p className={classes.ask} role="status" tabIndex={-1} ref={focus}>
          {t(said.helped ? 'thanks' : 'sent')}
        </p>
      )}
      {said && !said.helped && !said.missing && (
        <form
          className={classes.missing}
          onSubmit={(event) => {
            event.preventDefault();
            if (missing.trim()) answer.mutate({ helped: false, missing });
          }}
        >
          <Textarea
            ref={focus}
            label={t('missing')}
            description={t('read')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            value={missing}
            onChange={(event) => setMissing(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!missing.trim()}>
            {t('send')}
          </Button>
        </form>
      )}
      {answer.error && <ProblemNotice problem={answer.error} />}
    </>
  );
}
