// Adding members to a group card and taking them out. Every other line stays as it came.
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { parseVCard, writeVCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import { normaliseUid } from '../card-lines.ts';
import { groupFromVCard, memberLines } from '../group-from-vcard.ts';
import { appendLines, removeLines } from './patch-lines.ts';

/**
 * The group card with `uids` among its members, each once, in the spelling of the group: Apple's, or MEMBER of vCard 4.0.
 * The text as it came when all are members; null when it is not one readable group card.
 *
 * @param uids as their cards write them: programs compare them letter by letter
 */
export function addMembers(raw: string, uids: string[]): string | null {
  const group = groupFromVCard(raw);
  const card = parseVCard(raw);
  if (!group || card.problem !== null) return null;
  const present = new Set(group.members);
  const isApple = card.lines.some(({ name }) => name.startsWith('X-ADDRESSBOOKSERVER-'));
  for (const uid of uids) {
    if (present.has(normaliseUid(uid))) continue;
    present.add(normaliseUid(uid));
    const name = isApple ? 'X-ADDRESSBOOKSERVER-MEMBER' : 'MEMBER';
    const value = `urn:uuid:${escapeText(uid.replace(/^urn:uuid:/i, ''))}`;
    appendLines(card, makeLine({ name, value }, card.lineEnd));
  }
  return writeVCard(card);
}

/** The group card without `uids` among its members. The text as it came when none is one; null when it is not one readable group card. */
export function removeMembers(raw: string, uids: string[]): string | null {
  const card = parseVCard(raw);
  if (!groupFromVCard(raw) || card.problem !== null) return null;
  const gone = new Set(uids.map(normaliseUid));
  removeLines(
    card,
    memberLines(card).filter((line) => gone.has(normaliseUid(line.text()))),
  );
  return writeVCard(card);
}
