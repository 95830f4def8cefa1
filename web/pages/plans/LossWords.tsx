// Why a card is read and never written: what of it could not be had, and the way out.
import { useTranslation } from 'react-i18next';
import { LOSSES, type Loss } from '../../../src/contact/loss.ts';

/** The details of a hold are other words as well. */
function isLoss(detail: string | null): detail is Loss {
  return LOSSES.some((loss) => loss === detail);
}

/** Nothing for what is no loss. */
export function LossWords({ loss }: { loss: string | null }) {
  const { t } = useTranslation('plans');
  return isLoss(loss) ? <div className="quiet">{t(`loss.${loss}`)}</div> : null;
}
