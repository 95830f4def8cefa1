// Why the address book did not take a change: a sentence of ours where the connector says so, else the address book's own words.
import { useTranslation } from 'react-i18next';
import { refusalIn } from '../../../src/contact/loss.ts';

export function RefusalWords({ reason }: { reason: string }) {
  const { t } = useTranslation('plans');
  const { code, words } = refusalIn(reason);
  return (
    <div className="quiet">{code ? t(`refusal.${code}`, { words }) : t('why.theirWords', { words })}</div>
  );
}
