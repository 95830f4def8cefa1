// Who one is at the address book. The connection is tested as soon as there is enough to ask with.
import { Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formOf } from '../../../../src/providers/manifests.ts';
import { ApiError } from '../../../api.ts';
import { ProblemNotice, useProblemWords } from '../../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../../field-problems.ts';
import { AppPasswordHelp } from './AppPasswordHelp.tsx';
import { addressElsewhere, fieldOfProblem, type SignInField } from './connection-problem.ts';
import classes from './SignInStep.module.css';
import { isAppPassword, isComplete, isEmail, type SignIn } from './sign-in.ts';

interface SignInStepProps {
  value: SignIn;
  onChange: (value: SignIn) => void;
  onTest: (value: SignIn, again?: boolean) => void;
  isTesting: boolean;
  problem: Error | null;
  isFound: boolean;
}

export function SignInStep({ value, onChange, onTest, isTesting, problem, isFound }: SignInStepProps) {
  const { t } = useTranslation('accounts');
  const words = useProblemWords();
  const { t: own } = useTranslation(`providers/${value.provider}`);
  const form = formOf(value.provider);
  const field = problem instanceof ApiError ? fieldOfProblem(problem.code, value.provider) : null;
  const sentences = problem ? words(problem) : null;
  const said = useFieldErrors()(problem);
  const elsewhere = problem instanceof ApiError ? addressElsewhere(problem) : undefined;
  const password = useRef<HTMLInputElement>(null);
  /** The three sentences, beside the field they are about. */
  const errorAt = (name: SignInField) =>
    sentences && field === name ? (
      <span className={classes.sentences} role="alert">
        <strong>{sentences.title}</strong> {said[name]} {sentences.meaning} {sentences.action}
      </span>
    ) : undefined;
  const needsUrl = value.username !== '' && !isEmail(value.username) && value.url.trim() === '';
  const isAppShaped = (password: string) => isAppPassword(value.provider, password);
  const misshapen = form.appPassword && value.password !== '' && !isAppShaped(value.password) && !problem;
  const test = () => onTest(value);
  const set = (part: Partial<SignIn>) => onChange({ ...value, ...part });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onTest(value, true);
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={own('username')}
          description={form.username === 'email' ? own('usernameHint') : undefined}
          type={form.username === 'email' ? 'email' : 'text'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={320}
          value={value.username}
          error={errorAt('username')}
          onChange={(event) => set({ username: event.currentTarget.value })}
          onBlur={test}
          data-autofocus
        />
        {form.asksAddress && (
          <TextInput
            label={t('wizard.url')}
            description={needsUrl ? t('wizard.urlNeeded') : t('wizard.urlHint')}
            placeholder="https://cloud.example.com"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={2000}
            value={value.url}
            error={errorAt('url')}
            onChange={(event) => set({ url: event.currentTarget.value })}
            onBlur={test}
          />
        )}
        {elsewhere && form.asksAddress && (
          <Button
            size="xs"
            variant="default"
            className={classes.useAddress ?? ''}
            onClick={() => {
              // The password was typed for the other address: for this one it is asked for again.
              set({ url: elsewhere, password: '' });
              password.current?.focus();
            }}
          >
            {t('wizard.useAddress')}
          </Button>
        )}
        <PasswordInput
          ref={password}
          label={own('password')}
          description={own('passwordHint')}
          placeholder={form.appPassword?.example}
          autoComplete="off"
          maxLength={1000}
          value={value.password}
          error={errorAt('password')}
          aria-invalid={field === 'password'}
          visibilityToggleButtonProps={{ 'aria-label': t('wizard.showPassword') }}
          onChange={(event) => {
            const next = { ...value, password: event.currentTarget.value };
            onChange(next);
            if (isAppShaped(next.password)) onTest(next);
          }}
          onBlur={() => !misshapen && test()}
        />
        {misshapen && <p className={classes.misshapen}>{own('passwordShape')}</p>}
        {problem && field === null && <ProblemNotice problem={problem} />}
        <div className={classes.check}>
          {isTesting ? (
            <span className={classes.testing} role="status">
              <Loader size={16} /> {t('wizard.checking')}
            </span>
          ) : (
            !isFound && (
              <Button type="submit" variant="default" disabled={!isComplete(value)}>
                {t('wizard.check')}
              </Button>
            )
          )}
        </div>
        <p className={classes.kept}>{t('wizard.kept')}</p>
      </div>
      {form.appPassword && <AppPasswordHelp provider={value.provider} />}
    </form>
  );
}
