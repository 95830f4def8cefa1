import { Button, Stack, TextInput } from '@mantine/core';
import { isEmail, useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src/languages.ts';
import { type Arguments, call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import { Door } from './Door.tsx';
import { PasswordField } from './PasswordField.tsx';

const MIN_PASSWORD = 10;

/** The first visit: nobody is there yet, and whoever fills this in looks after Rubrica from here on. */
export function SetUpPage() {
  const { t, i18n } = useTranslation('door');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: state, isPending } = useQuery(query('getSetUp'));
  const fieldErrors = useFieldErrors();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (name) => (name.trim() ? null : t('nameMissing')),
      email: isEmail(t('emailOdd')),
      password: (password) => (password.length < MIN_PASSWORD ? t('passwordShort') : null),
    },
  });
  const setUp = useMutation({
    mutationFn: (body: Arguments<'setUp'>['body']) => call('setUp', { body }),
    onSuccess: async (me) => {
      queryClient.setQueryData(query('getMe').queryKey, me);
      await router.navigate({ to: '/' });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  // A form that goes away again is begun by somebody.
  if (isPending) return null;
  if (state?.needed === false)
    return (
      <Door title={t('setUp.done')}>
        <Button component={Link} to="/sign-in" mt="md">
          {t('signIn.button')}
        </Button>
      </Door>
    );
  return (
    <Door title={t('setUp.title')} lead={t('setUp.lead')}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) => setUp.mutate({ ...values, language: i18n.language as Language }))}
      >
        <Stack gap="sm">
          <TextInput label={t('name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <PasswordField
            label={t('password')}
            description={t('passwordHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          {setUp.error && <ProblemNotice problem={setUp.error} besideFields />}
          <Button type="submit" mt="xs" fullWidth loading={setUp.isPending}>
            {t('setUp.button')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
