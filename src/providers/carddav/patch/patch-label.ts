// Giving a line another label, in the spelling its card uses.
import type { Label } from '../../../contact/contact.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { makeParam, type Param } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { addCompanion, type Companions, groupLines, LABEL, labelOf } from '../card-lines.ts';
import { isLabelType, type LabelledProperty, writeLabel } from '../labels.ts';
import { freshGroup, insertAfter, isShared, removeLines } from './patch-lines.ts';

/** A line that already carries the label is left alone, so that `type=IPHONE` stays what it is. */
export function patchLabel(card: VCard, line: VCardLine, label: Label): void {
  const group = groupLines(card, line);
  const companions: Companions = {};
  if (line.group) for (const other of group) addCompanion(companions, other);
  if (labelOf(line, companions) === label) return;
  const { types, abLabel } = writeLabel(line.name as LabelledProperty, label);
  const params = withTypes(card, line.params, types);
  // A group shared with another property keeps its label: this line leaves it.
  const shared = isShared(group, line);
  const labels = shared ? [] : group.filter((other) => other.name === LABEL);
  const stays = shared ? '' : line.group;
  line.rewrite({ group: abLabel === null ? stays : stays || freshGroup(card), params }, card.lineEnd);
  if (abLabel === null) removeLines(card, labels);
  else if (labels[0]) {
    labels[0].rewrite({ params: [], value: escapeText(abLabel) }, card.lineEnd);
    removeLines(card, labels.slice(1));
  } else insertAfter(card, line, labelLine(card, line.group, abLabel));
}

export function labelLine(card: VCard, group: string, abLabel: string): VCardLine {
  return makeLine({ group, name: 'X-ABLabel', value: escapeText(abLabel) }, card.lineEnd);
}

/** TYPE parameters as Apple writes them, one each; vCard 4.0 in lower case. */
export function typeParams(card: VCard, types: string[], spelling?: string): Param[] {
  if (card.version === '4.0') return types.map((type) => makeParam(spelling ?? 'TYPE', [type.toLowerCase()]));
  return types.map((type) => makeParam(spelling ?? 'type', [type]));
}

function withTypes(card: VCard, params: Param[], types: string[]): Param[] {
  const silent = types.includes('FAX') || types.includes('PAGER');
  const stays = (type: string) => !isLabelType(type) && !(silent && /^voice$/i.test(type));
  let spelling: string | undefined;
  const kept = params.flatMap((param) => {
    if (param.name !== 'TYPE') return [param];
    const name = param.raw.includes('=') ? param.raw.slice(0, param.raw.indexOf('=')) : undefined;
    spelling ??= name;
    const values = param.values.filter(stays);
    if (values.length === param.values.length) return [param];
    return values.length > 0 ? [makeParam(name ?? 'TYPE', values)] : [];
  });
  return [...kept, ...typeParams(card, types, spelling)];
}
