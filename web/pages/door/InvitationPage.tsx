import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import { Door } from './Door.tsx';
import { PasswordField } from './PasswordField.tsx';

export function InvitationPage() {
  const { t } = useTranslation('door');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { token } = useParams({ from: '/door/invitation/$token' });
  const invitation = useQuery(query('getInvitation', { params: { token } }));
  const fieldErrors = useFieldErrors();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: { password: (password) => (password.length < 10 ? t('passwordShort') : null) },
  });
  const accept = useMutation({
    mutationFn: (password: string) => call('acceptInvitation', { params: { token }, body: { password } }),
    onSuccess: async (me) => {
      queryClient.clear();
      queryClient.setQueryData(query('getMe').queryKey, me);
      await router.navigate({ to: '/' });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (invitation.error)
    return (
      <Door title={t('invitation.over')}>
        <Stack gap="md" mt="md">
          <ProblemNotice problem={invitation.error} />
          <Button variant="default" component={Link} to="/sign-in">
            {t('signIn.button')}
          </Button>
        </Stack>
      </Door>
    );
  if (!invitation.data) return null;
  const { name, email } = invitation.data;
  return (
    <Door title={t('invitation.title', { name })} lead={t('invitation.lead')}>
      <form noValidate onSubmit={form.onSubmit(({ password }) => accept.mutate(password))}>
        <Stack gap="sm">
          <TextInput label={t('email')} value={email} readOnly autoComplete="username" variant="filled" />
          <PasswordField
            label={t('password')}
            description={t('passwordHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            autoFocus
            {...form.getInputProps('password')}
          />
          {accept.error && <ProblemNotice problem={accept.error} besideFields />}
          <Button type="submit" mt="xs" fullWidth loading={accept.isPending}>
            {t('invitation.button')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
