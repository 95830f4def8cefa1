// One kind of account: how it stands, whom it is offered to, and for a provider that signs people in itself the client it
// knows this Rubrica by.
import { Button, Checkbox, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../components/ProviderMark.tsx';
import { ClientForm } from './ClientForm.tsx';
import classes from './ConfigurationsPage.module.css';
import { useSaveProvider } from './use-save-provider.ts';

export function ProviderSheet({ provider }: { provider: Provider }) {
  const { t } = useTranslation('configurations');
  const name = providerName(provider.id);
  const { configuration, missing } = provider;
  const { accounts = 0, refused = 0 } = configuration ?? {};
  const save = useSaveProvider(provider);
  const id = `provider-${provider.id}`;
  return (
    <section className={`sheet ${classes.provider}`} aria-labelledby={id}>
      <div className={classes.head}>
        <span className={classes.mark}>
          <ProviderMark provider={provider.id} size={22} />
        </span>
        <h2 id={id} className={classes.name}>
          {name}
        </h2>
        <span
          className={classes.state}
          data-ready={provider.ready && refused === 0}
          data-off={!provider.installed || !provider.enabled || undefined}
        >
          {missing
            ? t(`state.${missing}`)
            : refused > 0
              ? t('state.refused', { count: refused })
              : accounts > 0
                ? t('state.inUse', { count: accounts })
                : t('state.ready')}
        </span>
        {provider.installed ? (
          <Enabled provider={provider} name={name} />
        ) : (
          <Button
            className={classes.action}
            loading={save.isPending}
            onClick={() => save.mutate({ installed: true })}
          >
            {t('install')}
          </Button>
        )}
      </div>
      {save.error && <ProblemNotice problem={save.error} />}
      {provider.installed ? (
        <Offered provider={provider} />
      ) : (
        <p className={`${classes.small} quiet`}>{t('installLead')}</p>
      )}
      {provider.installed && configuration?.client && (
        <ClientForm provider={provider} client={configuration.client} accounts={accounts} />
      )}
      {provider.installed && <Uninstall provider={provider} name={name} />}
    </section>
  );
}

/** Whom besides administrators. */
function Offered({ provider }: { provider: Provider }) {
  const { t } = useTranslation('configurations');
  const save = useSaveProvider(provider);
  // What was chosen shows at once, not once it is stored.
  const roles = save.isPending ? save.variables.roles : provider.roles;
  return (
    <>
      <Checkbox
        label={t('offered')}
        description={t('offeredHint')}
        checked={roles?.includes('user')}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ roles: event.currentTarget.checked ? ['user'] : [] })}
      />
      {save.error && <ProblemNotice problem={save.error} />}
    </>
  );
}

/** Switching off is asked where accounts would wait. */
function Enabled({ provider, name }: { provider: Provider; name: string }) {
  const { t } = useTranslation('configurations');
  const save = useSaveProvider(provider);
  const [asked, setAsked] = useState(false);
  const accounts = provider.configuration?.accounts ?? 0;
  const set = (enabled: boolean) => save.mutate({ enabled }, { onSuccess: () => setAsked(false) });
  return (
    <>
      <Switch
        className={classes.action}
        label={t('enabled')}
        labelPosition="left"
        aria-label={t('enabledFor', { name })}
        checked={provider.enabled}
        disabled={save.isPending}
        onChange={(event) =>
          event.currentTarget.checked || accounts === 0 ? set(event.currentTarget.checked) : setAsked(true)
        }
      />
      {save.error && !asked && <ProblemNotice problem={save.error} />}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('takeOut.title', { name })}
        confirm={t('takeOut.confirm')}
        onConfirm={() => set(false)}
        busy={save.isPending}
        problem={save.error}
      >
        {t('takeOut.text')} {t('takeOut.accounts', { count: accounts })}
      </Confirm>
    </>
  );
}

/** Only what nobody uses; what is set about it stays. Whoever wants its accounts to wait switches it off. */
function Uninstall({ provider, name }: { provider: Provider; name: string }) {
  const { t } = useTranslation('configurations');
  const save = useSaveProvider(provider);
  const [asked, setAsked] = useState(false);
  const count = provider.configuration?.accounts ?? 0;
  if (count > 0 && !provider.enabled)
    return <p className={`${classes.small} quiet`}>{t('uninstall.waiting', { count })}</p>;
  return (
    <>
      <Button
        className={classes.uninstall}
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => setAsked(true)}
      >
        {t('uninstall.do')}
      </Button>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('uninstall.title', { name })}
        confirm={t(count > 0 ? 'takeOut.confirm' : 'uninstall.do')}
        onConfirm={() =>
          save.mutate(count > 0 ? { enabled: false } : { installed: false }, {
            onSuccess: () => setAsked(false),
          })
        }
        busy={save.isPending}
        problem={save.error}
      >
        {count > 0 ? t('uninstall.inUse', { count }) : t('uninstall.text')}
      </Confirm>
    </>
  );
}
