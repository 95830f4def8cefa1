// The client a provider knows this Rubrica by. A secret goes in and never comes out.
import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { call } from '../../api.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemNotice, useProblemWords } from '../../components/ProblemNotice.tsx';
import { providerName } from '../../components/ProviderMark.tsx';
import classes from './ConfigurationsPage.module.css';
import { RegistrationHelp } from './RegistrationHelp.tsx';
import { useSaveProvider } from './use-save-provider.ts';

type Client = NonNullable<NonNullable<Provider['configuration']>['client']>;

interface ClientFormProps {
  provider: Provider;
  client: Client;
  accounts: number;
}

export function ClientForm({ provider, client, accounts }: ClientFormProps) {
  const { t } = useTranslation('configurations');
  const name = providerName(provider.id);
  const save = useSaveProvider(provider);
  const check = useMutation({ mutationFn: () => call('checkProvider', { params: { id: provider.id } }) });
  const [edits, setEdits] = useState<{ clientId?: string; clientSecret?: string }>({});
  const clientId = edits.clientId ?? client.clientId ?? '';
  const isChanged = clientId !== (client.clientId ?? '') || Boolean(edits.clientSecret);
  const isFixed = client.clientIdFrom === 'environment' && client.secretFrom === 'environment';
  const edit = (part: typeof edits) => {
    setEdits({ ...edits, ...part });
    check.reset();
  };
  const submit = () =>
    save.mutate(
      {
        ...(clientId !== (client.clientId ?? '') && { clientId: clientId.trim() || null }),
        ...(edits.clientSecret && { clientSecret: edits.clientSecret }),
      },
      {
        onSuccess: () => {
          setEdits({});
          notifications.show({ message: t('client.saved') });
        },
      },
    );
  return (
    <form
      className={classes.client}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) submit();
      }}
    >
      <h3>{t('client.title', { name })}</h3>
      <RedirectAddress address={client.redirectAddress} name={name} />
      <div className={classes.pair}>
        <ClientFields client={client} clientId={clientId} secret={edits.clientSecret ?? ''} onEdit={edit} />
      </div>
      {accounts > 0 && clientId !== (client.clientId ?? '') && (
        <p className={`${classes.small} warn`}>{t('client.reconnect')}</p>
      )}
      {save.error && <ProblemNotice problem={save.error} />}
      <Group gap="xs">
        {!isFixed && (
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {t('client.save')}
          </Button>
        )}
        <Button
          variant="default"
          disabled={isChanged || !client.clientId || !client.hasSecret || !provider.enabled}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t('check.do')}
        </Button>
        {isChanged && <span className="quiet">{t('check.saveFirst')}</span>}
      </Group>
      <CheckResult result={check.data} problem={check.error} provider={provider} />
      {provider.approvalAddress && <ApprovalAddress address={provider.approvalAddress} />}
      <RegistrationHelp provider={provider.id} name={name} />
    </form>
  );
}

interface ClientFieldsProps {
  client: Client;
  clientId: string;
  secret: string;
  onEdit: (part: { clientId?: string; clientSecret?: string }) => void;
}

/** What the environment has set is shown and stays as it is. */
function ClientFields({ client, clientId, secret, onEdit }: ClientFieldsProps) {
  const { t } = useTranslation('configurations');
  const idFixed = client.clientIdFrom === 'environment';
  const secretFixed = client.secretFrom === 'environment';
  const secretHint = client.hasSecret ? t('client.secretKept') : t('client.secretNone');
  const below = ['label', 'input', 'description', 'error'] as const;
  return (
    <>
      <TextInput
        label={t('client.id')}
        description={idFixed ? t('client.environment') : undefined}
        inputWrapperOrder={[...below]}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        readOnly={idFixed}
        variant={idFixed ? 'filled' : 'default'}
        value={clientId}
        onChange={(event) => onEdit({ clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('client.secret')}
        description={secretFixed ? t('client.environment') : secretHint}
        inputWrapperOrder={[...below]}
        autoComplete="off"
        maxLength={500}
        readOnly={secretFixed}
        variant={secretFixed ? 'filled' : 'default'}
        placeholder={client.hasSecret ? '••••••••••••' : undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('client.show') }}
        value={secret}
        onChange={(event) => onEdit({ clientSecret: event.currentTarget.value })}
      />
    </>
  );
}

function RedirectAddress({ address, name }: { address: string; name: string }) {
  const { t } = useTranslation('configurations');
  return (
    <div className={classes.redirect}>
      <div className={classes.redirectLabel}>{t('client.redirect')}</div>
      <div className={classes.address}>
        <code>{address}</code>
        <CopyButton value={address} />
      </div>
      <p className={`${classes.small} quiet`}>{t('client.redirectHint', { name })}</p>
    </div>
  );
}

/** To be sent to whoever may approve for an organisation. */
function ApprovalAddress({ address }: { address: string }) {
  const { t } = useTranslation('configurations');
  return (
    <div className={classes.redirect}>
      <div className={classes.redirectLabel}>{t('approval.title')}</div>
      <p className={`${classes.small} quiet`}>{t('approval.text')}</p>
      <div className={classes.address}>
        <code>{address}</code>
        <CopyButton value={address} />
      </div>
    </div>
  );
}

interface CheckResultProps {
  result: Awaited<ReturnType<typeof call<'checkProvider'>>> | undefined;
  problem: Error | null;
  provider: Provider;
}

function CheckResult({ result, problem, provider }: CheckResultProps) {
  const { t } = useTranslation('configurations');
  const { t: own } = useTranslation(`providers/${provider.id}`);
  const inWords = useProblemWords();
  const name = providerName(provider.id);
  if (problem) return <ProblemNotice problem={problem} />;
  if (!result) return null;
  if (result.problem) {
    if (!result.advice) return <ProblemNotice problem={result.problem} />;
    const { code, params } = result.advice;
    // Whoever reads this is the administrator whom the catalogue sends people to: the advice takes the place of that.
    const { meaning } = inWords(result.problem);
    const [title, action] = [t('check.refused', { name }), own(`advice.${code}`, params)];
    return <ProblemNotice problem={{ code: 'check', title, meaning, action }} />;
  }
  return (
    <div className={classes.ok} role="status">
      <IconCircleCheck size={18} stroke={1.7} aria-hidden />
      <p>
        <b>{t('check.ok', { name })}</b> {t('check.okAction')}
      </p>
    </div>
  );
}
