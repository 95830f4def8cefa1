// The administrator of an organisation has to let Rubrica in first: the link for them, and the wait until they did.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OAuthProviderId } from '../../../../src/providers/manifests.ts';
import { CopyButton } from '../../../components/CopyButton.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { providerName } from '../../../components/ProviderMark.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useRequest } from '../../access/use-request.ts';
import classes from './ApprovalHelp.module.css';

interface ApprovalHelpProps {
  provider: OAuthProviderId;
  address: string;
  /** The provider has said so just now. */
  isNeeded: boolean;
}

export function ApprovalHelp({ provider, address, isNeeded }: ApprovalHelpProps) {
  const { t } = useTranslation('accounts');
  const name = providerName(provider);
  const { last, ask } = useRequest(`approval.${provider}`);
  const isWaiting = last?.state === 'open';
  const link = isWaiting ? addressFor(address, last.id) : address;
  return (
    <details className={classes.help} open={isNeeded || last !== undefined}>
      <summary>{t('wizard.approval.title', { name })}</summary>
      <p>{t('wizard.approval.text')}</p>
      <div className={classes.label}>{t('wizard.approval.address')}</div>
      <div className={classes.address}>
        <code>{link}</code>
        <CopyButton value={link} />
      </div>
      {ask.error && <ProblemNotice problem={ask.error} />}
      <div role="status">
        {isWaiting && (
          <p>
            {t('wizard.approval.waiting')} <RelativeTime at={last.createdAt} />
          </p>
        )}
        {last?.state === 'approved' && <p>{t('wizard.approval.done', { name })}</p>}
        {last?.state === 'declined' && <p>{t('wizard.approval.declined')}</p>}
      </div>
      {!isWaiting && (
        <Button size="xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('wizard.approval.wait')}
        </Button>
      )}
    </details>
  );
}

/** The link comes back naming who waits, so that they are told. */
function addressFor(address: string, request: string): string {
  const url = new URL(address);
  url.searchParams.set('state', `approval.${request}`);
  return url.href;
}
