// Why a link waits: the sentence of its code, and below it what that is about. A detail is fields, a card, what a card has
// lost, or why the address book refused it, as the code has it.
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../records/fields/field-words.ts';
import { LossWords } from '../LossWords.tsx';
import { RefusalWords } from '../RefusalWords.tsx';
import { lackedFor } from '../withheld.ts';

/** Whether another try may go better before anything else is done. */
export const mayRetry = (code: string): boolean => RETRIED.includes(code);
const RETRIED = ['refused', 'loop', 'read-only-book'];

export function HoldWords({ code, detail }: { code: string; detail: string | null }) {
  const { t } = useTranslation('plans');
  const { named } = useFieldWords();
  const isOfFields = code === 'loop' || lackedFor(code) !== undefined;
  return (
    <>
      <div>{code === 'card-deleted' ? t('deletion.waits') : t(`why.code.${code}`, { detail })}</div>
      {detail && isOfFields && (
        <div className="quiet">{t('why.field', { field: detail.split(',').map(named).join(', ') })}</div>
      )}
      {detail && code === 'refused' && <RefusalWords reason={detail} />}
      <LossWords loss={detail} />
    </>
  );
}
