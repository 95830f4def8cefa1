import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../../src/http/contract/queue.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import { cardTitle } from './card-title.ts';
import { contactOf } from './contact-of.ts';

/** The card's photo; initials when it has none, or one that is only an address elsewhere and is never fetched. */
export function CardFace({ item, size }: { item: QueueItem; size: number }) {
  const { t } = useTranslation('queue');
  const hasPhoto = contactOf(item.contact).photo;
  return (
    <Avatar
      name={cardTitle(item, t)}
      kind={item.kind ?? item.suggestedKind}
      photo={hasPhoto ? `/api/v1/cards/${encodeURIComponent(item.cardId)}/photo` : null}
      size={size}
    />
  );
}
