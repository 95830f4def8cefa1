import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Answer, call, query } from '../../api.ts';
import { PasswordField } from '../../pages/door/PasswordField.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';

export default function SessionOverDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['frame', 'door']);
  const queryClient = useQueryClient();
  const here = useLocation({ select: ({ href }) => href });
  const me = queryClient.getQueryData<Answer<'getMe'>>(query('getMe').queryKey);
  const signIn = useMutation({
    mutationFn: (password: string) => call('signIn', { body: { email: me?.email ?? '', password } }),
    onSuccess: (again) => {
      queryClient.setQueryData(query('getMe').queryKey, again);
      void queryClient.invalidateQueries();
      onClose();
    },
    onError: () => document.querySelector<HTMLInputElement>('input[name=password]')?.select(),
  });
  return (
    <Modal opened onClose={onClose} title={t('over.title')} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(String(new FormData(event.currentTarget).get('password')));
        }}
      >
        <Stack gap="sm">
          <p style={{ margin: 0 }}>{t('over.words')}</p>
          <TextInput
            label={t('door:email')}
            value={me?.email ?? ''}
            readOnly
            autoComplete="username"
            variant="filled"
          />
          <PasswordField
            label={t('door:password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
          />
          {signIn.error && <ProblemNotice problem={signIn.error} />}
          <Button type="submit" fullWidth loading={signIn.isPending}>
            {t('door:signIn.button')}
          </Button>
          <Link to="/sign-in" search={{ next: here }} className="link" style={{ alignSelf: 'center' }}>
            {t('over.other')}
          </Link>
        </Stack>
      </form>
    </Modal>
  );
}
