import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { isEmail, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Arguments, call } from '../../api.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import classes from './UsersPage.module.css';

/** The link with which somebody chooses a password; it has to be handed over by whoever made it. */
export function InvitationLink({ name, url }: { name: string; url: string }) {
  const { t } = useTranslation('users');
  return (
    <div className={classes.link} role="status">
      <div>{t('linkWords', { name })}</div>
      <code>{url}</code>
      <CopyButton value={url} />
    </div>
  );
}

interface NewUserProps {
  opened: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function NewUser({ opened, onClose, onAdded }: NewUserProps) {
  const { t } = useTranslation('users');
  return (
    <Modal opened={opened} onClose={onClose} title={t('add')}>
      {opened && <NewUserForm onClose={onClose} onAdded={onAdded} />}
    </Modal>
  );
}

function NewUserForm({ onClose, onAdded }: Omit<NewUserProps, 'opened'>) {
  const { t } = useTranslation(['users', 'door', 'frame']);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: { name: '', email: '', role: 'user' as 'user' | 'administrator' },
    validate: {
      name: (name) => (name.trim() ? null : t('nameMissing')),
      email: isEmail(t('door:emailOdd')),
    },
  });
  const create = useMutation({
    mutationFn: (body: Arguments<'createUser'>['body']) => call('createUser', { body }),
    onSuccess: onAdded,
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data)
    return (
      <Stack gap="md">
        {create.data.invitationUrl && (
          <InvitationLink name={create.data.name} url={create.data.invitationUrl} />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    );
  const roles = (['user', 'administrator'] as const).map((value) => ({ value, label: t(`role.${value}`) }));
  return (
    <form noValidate onSubmit={form.onSubmit((body) => create.mutate(body))}>
      <Stack gap="sm">
        <TextInput label={t('name')} data-autofocus {...form.getInputProps('name')} />
        <TextInput label={t('door:email')} type="email" {...form.getInputProps('email')} />
        <Select label={t('roleLabel')} data={roles} {...form.getInputProps('role')} />
        {create.error && <ProblemNotice problem={create.error} />}
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('makeLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
