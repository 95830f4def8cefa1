// Oneself: name, language and look, password, where one is signed in, tokens for scripts; and the way to the accounts.
import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Answer, type Arguments, call, query } from '../../api.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { AppearanceChoice, LanguageChoice } from '../../components/UserMenu.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import { PasswordField } from '../door/PasswordField.tsx';
import classes from './ProfilePage.module.css';
import { Sessions } from './Sessions.tsx';
import { Tokens } from './Tokens.tsx';

/** Saves a part of oneself; the answer is who one is from here on. */
function useUpdateMe(done: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Arguments<'updateMe'>['body']) => call('updateMe', { body }),
    onSuccess: (me) => {
      queryClient.setQueryData(query('getMe').queryKey, me);
      notifications.show({ message: done });
    },
  });
}

function NameForm({ me }: { me: Answer<'getMe'> }) {
  const { t } = useTranslation(['profile', 'frame']);
  const update = useUpdateMe(t('name.done'));
  const form = useForm({ initialValues: { name: me.name } });
  return (
    <form onSubmit={form.onSubmit(({ name }) => update.mutate({ name }))}>
      <Stack gap="sm">
        <TextInput label={t('name.label')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('email')}
          value={me.email}
          readOnly
          variant="filled"
          description={t('emailHint')}
        />
        {update.error && <ProblemNotice problem={update.error} />}
        <Button
          type="submit"
          className={classes.button}
          disabled={!form.isDirty()}
          loading={update.isPending}
        >
          {t('frame:save')}
        </Button>
      </Stack>
    </form>
  );
}

/** `password.next` of the request is `next` of the form. */
const ofPassword = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([field, words]) => [field.replace('password.', ''), words]));

function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation(['profile', 'door']);
  const update = useUpdateMe(t('password.done'));
  const queryClient = useQueryClient();
  const { data: tokens } = useQuery(query('listTokens'));
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: { current: '', next: '', keepTokens: false },
    validate: { next: (next) => (next.length < 10 ? t('door:passwordShort') : null) },
  });
  /** What ended with the old password is to be seen below. */
  const done = () => {
    form.reset();
    for (const name of ['listTokens', 'listSessions'])
      void queryClient.invalidateQueries({ queryKey: [name] });
  };
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((password) =>
        update.mutate(
          { password },
          {
            onSuccess: () => done(),
            onError: (error) => form.setErrors(ofPassword(fieldErrors(error))),
          },
        ),
      )}
    >
      <Stack gap="sm">
        <input type="text" hidden readOnly autoComplete="username" value={email} />
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          {...form.getInputProps('current')}
        />
        <PasswordField
          label={t('password.next')}
          description={t('door:passwordHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          {...form.getInputProps('next')}
        />
        {tokens && tokens.items.length > 0 && (
          <Checkbox
            label={t('password.keepTokens')}
            description={t('password.keepTokensHint')}
            {...form.getInputProps('keepTokens', { type: 'checkbox' })}
          />
        )}
        <p className={`quiet ${classes.small}`}>{t('password.ends')}</p>
        {update.error && <ProblemNotice problem={update.error} besideFields />}
        <Button
          type="submit"
          variant="default"
          className={classes.button}
          disabled={!form.values.current || !form.values.next}
          loading={update.isPending}
        >
          {t('password.button')}
        </Button>
      </Stack>
    </form>
  );
}

export function ProfilePage() {
  const { t } = useTranslation(['profile', 'frame']);
  const { data: me } = useQuery(query('getMe'));
  const { data: accounts } = useQuery(query('listAccounts', { query: {} }));
  if (!me) return null;
  return (
    <Page title={t('frame:menu.profile')} width="reading">
      <Link to="/accounts" className={classes.accounts}>
        <IconPlugConnected size={24} stroke={1.5} aria-hidden />
        <span className={classes.words}>
          <b>{t('frame:place.accounts')}</b>
          <span>{accounts?.total ? t('accounts.count', { count: accounts.total }) : t('accounts.none')}</span>
        </span>
        <IconArrowRight size={18} stroke={1.6} aria-hidden />
      </Link>
      <Part title={t('you')}>
        <NameForm me={me} key={me.id} />
      </Part>
      <Part title={t('look')}>
        <Stack gap="sm" maw={340}>
          <LanguageChoice />
          <AppearanceChoice />
        </Stack>
      </Part>
      <Part title={t('password.title')}>
        <PasswordForm email={me.email} />
      </Part>
      <Part title={t('sessions.title')} lead={t('sessions.lead')}>
        <Sessions />
      </Part>
      <Part title={t('tokens.title')} lead={t('tokens.lead')}>
        <Tokens />
      </Part>
    </Page>
  );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: React.ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.partHead}>
        <h2>{title}</h2>
        {lead && <p>{lead}</p>}
      </div>
      <div className={classes.partBody}>{children}</div>
    </section>
  );
}
