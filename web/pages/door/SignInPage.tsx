import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Arguments, call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Door } from './Door.tsx';
import { PasswordField } from './PasswordField.tsx';

export function SignInPage() {
  const { t } = useTranslation('door');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { next } = useSearch({ from: '/door/sign-in' });
  const signIn = useMutation({
    mutationFn: (body: Arguments<'signIn'>['body']) => call('signIn', { body }),
    onSuccess: async (me) => {
      queryClient.clear();
      queryClient.setQueryData(query('getMe').queryKey, me);
      await router.navigate({ href: next ?? '/' });
    },
    onError: () => document.querySelector<HTMLInputElement>('input[name=password]')?.select(),
  });
  return (
    <Door title={t('signIn.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          signIn.mutate({ email: String(typed.get('email')), password: String(typed.get('password')) });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
          />
          <PasswordField
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          {signIn.error && <ProblemNotice problem={signIn.error} />}
          <Button type="submit" mt="xs" fullWidth loading={signIn.isPending}>
            {t('signIn.button')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
