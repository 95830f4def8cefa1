// Other people here who have connected the same address book: what deletes cards there may delete them for these people as well.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { query } from '../../../api.ts';

type Shared = Pick<Account, 'name' | 'alsoConnectedBy'>;

/** Beside what deletes cards in these accounts, or in any account of the person here; nothing where nobody shares one. */
export function SharedBookWarning({ accounts }: { accounts?: Shared[] }) {
  const { t, i18n } = useTranslation('accounts');
  const { data } = useQuery({ ...query('listAccounts', { query: {} }), enabled: accounts === undefined });
  const shared = (accounts ?? data?.items ?? []).filter(({ alsoConnectedBy }) => alsoConnectedBy.length > 0);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return shared.map(({ name, alsoConnectedBy }) => (
    <p key={name} className="warn" style={{ margin: '8px 0 0' }}>
      {t('shared.warning', { name, people: list.format(alsoConnectedBy) })}
    </p>
  ));
}

/** On the account's page. */
export function AlsoConnectedBy({ account: { alsoConnectedBy } }: { account: Shared }) {
  const { t, i18n } = useTranslation('accounts');
  if (alsoConnectedBy.length === 0) return null;
  const people = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(alsoConnectedBy);
  return <> · {t('shared.by', { people })}</>;
}
