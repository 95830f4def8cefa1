// How an account synchronises, its password, pausing and disconnecting.
import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { signsInElsewhere } from './connect/sign-in.ts';
import { DisconnectDialog } from './disconnect/DisconnectDialog.tsx';
import { isProviderAway } from './health.ts';
import { NewPassword } from './NewPassword.tsx';
import {
  CompaniesChoice,
  ConflictChoice,
  DirectionChoice,
  IntervalChoice,
  KindChoice,
  RemoteDeleteChoice,
} from './SettingChoices.tsx';
import classes from './SettingsTab.module.css';
import { ProviderSignIn } from './sign-in/ProviderSignIn.tsx';
import { useSaveAccount } from './use-save-account.ts';

export function SettingsTab({ account }: { account: Account }) {
  const { provider } = account;
  return (
    <div className={classes.settings}>
      <Rules account={account} />
      {signsInElsewhere(provider) ? (
        <ProviderSignIn account={account} />
      ) : (
        <NewPassword account={account} provider={provider} />
      )}
      <Pause account={account} />
      <Disconnect account={account} />
    </div>
  );
}

const draftOf = ({ name, settings }: Account) => ({
  name,
  direction: settings.direction,
  remoteDelete: settings.remoteDelete,
  conflicts: settings.conflicts,
  defaultKind: settings.defaultKind,
  companies: settings.companies,
  intervalMinutes: settings.intervalMinutes,
});

function Rules({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const save = useSaveAccount(account);
  const saved = draftOf(account);
  const [edits, setEdits] = useState<Partial<typeof saved>>({});
  const draft = { ...saved, ...edits };
  const isChanged = Object.entries(edits).some(([key, value]) => value !== saved[key as keyof typeof saved]);
  const set = (part: Partial<typeof saved>) => setEdits({ ...edits, ...part });
  const submit = () => {
    const { name, ...settings } = draft;
    save.mutate(
      { settings, ...(name.trim() && name.trim() !== account.name ? { name: name.trim() } : {}) },
      {
        onSuccess: () => {
          setEdits({});
          notifications.show({ message: t('settings.saved') });
        },
      },
    );
  };
  return (
    <form
      className={`sheet ${classes.part}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 className={classes.title}>{t('settings.rules')}</h2>
      <TextInput
        label={t('settings.name')}
        required
        withAsterisk={false}
        maxLength={200}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <DirectionChoice value={draft.direction} onChange={(direction) => set({ direction })} />
      <RemoteDeleteChoice value={draft.remoteDelete} onChange={(remoteDelete) => set({ remoteDelete })} />
      <ConflictChoice value={draft.conflicts} onChange={(conflicts) => set({ conflicts })} />
      <CompaniesChoice value={draft.companies} onChange={(companies) => set({ companies })} />
      <div className={classes.pair}>
        <KindChoice value={draft.defaultKind} onChange={(defaultKind) => set({ defaultKind })} />
        <IntervalChoice
          value={draft.intervalMinutes}
          onChange={(intervalMinutes) => set({ intervalMinutes })}
        />
      </div>
      {save.error && <ProblemNotice problem={save.error} />}
      <Group gap="xs">
        <Button type="submit" disabled={!isChanged || !draft.name.trim()} loading={save.isPending}>
          {t('settings.save')}
        </Button>
        {isChanged && (
          <Button variant="subtle" color="gray" onClick={() => setEdits({})}>
            {t('settings.discard')}
          </Button>
        )}
      </Group>
    </form>
  );
}

function Pause({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const save = useSaveAccount(account);
  const isPaused = (account.state === 'paused' && !isProviderAway(account)) || account.settings.paused;
  const toggle = () =>
    save.mutate(
      { settings: { paused: !isPaused } },
      {
        onSuccess: () =>
          notifications.show({
            message: t(isPaused ? 'settings.resumed' : 'settings.paused', { name: account.name }),
          }),
      },
    );
  return (
    <section className={`sheet ${classes.part} ${classes.row}`}>
      <div>
        <h2 className={classes.title}>{t('settings.pauseTitle')}</h2>
        <p className="quiet">{t(isPaused ? 'settings.resumeText' : 'settings.pauseText')}</p>
        {save.error && <ProblemNotice problem={save.error} />}
      </div>
      <Button variant={isPaused ? 'filled' : 'default'} loading={save.isPending} onClick={toggle}>
        {t(isPaused ? 'resume' : 'pause')}
      </Button>
    </section>
  );
}

function Disconnect({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const [opened, setOpened] = useState(false);
  return (
    <section className={`sheet ${classes.part} ${classes.row}`}>
      <div>
        <h2 className={classes.title}>{t('settings.disconnectTitle')}</h2>
        <p className="quiet">{t('settings.disconnectText')}</p>
      </div>
      <Button variant="default" className="bad" onClick={() => setOpened(true)}>
        {t('settings.disconnect')}
      </Button>
      <DisconnectDialog account={account} opened={opened} onClose={() => setOpened(false)} />
    </section>
  );
}
