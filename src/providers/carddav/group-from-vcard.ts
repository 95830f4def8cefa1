// Group cards: Apple's X-ADDRESSBOOKSERVER-KIND and the KIND of vCard 4.0.
import { cleanText } from '../../contact/text.ts';
import { parseVCard, type VCard } from '../../protocol/vcard/parse-vcard.ts';
import type { Group } from '../provider.ts';
import { firstLine, normaliseUid } from './card-lines.ts';

const KINDS = new Set(['KIND', 'X-ADDRESSBOOKSERVER-KIND']);
const MEMBERS = new Set(['MEMBER', 'X-ADDRESSBOOKSERVER-MEMBER']);

export const memberLines = (card: VCard): VCard['lines'] =>
  card.lines.filter(({ name }) => MEMBERS.has(name));

/** The group that a card is; null for any other card. Members are UIDs as `contactFromVCard` gives them, each once. */
export function groupFromVCard(raw: string): Group | null {
  const card = parseVCard(raw);
  const isGroup = card.lines.some(
    (line) => KINDS.has(line.name) && line.value.trim().toLowerCase() === 'group',
  );
  const id = normaliseUid(firstLine(card, 'UID')?.text() ?? '');
  if (!isGroup || !id) return null;
  const names = [firstLine(card, 'FN')?.text(), firstLine(card, 'N')?.components()[0]];
  const members = memberLines(card).map((line) => normaliseUid(line.text()));
  return {
    id,
    name: names.map((name) => cleanText(name ?? '')).find(Boolean) ?? '',
    members: [...new Set(members.filter(Boolean))],
  };
}
