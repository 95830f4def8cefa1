// Labels on vCard lines: TYPE parameters for the usual ones, Apple's `itemN.X-ABLabel` for all others.
import type { Label } from '../../contact/contact.ts';

export type LabelledProperty = 'EMAIL' | 'TEL' | 'URL' | 'ADR';

/** Types that say how a value works, not what it is for. They stay on the line whatever its label. */
const NO_LABEL = new Set(
  'VOICE,INTERNET,PREF,MSG,TEXT,VIDEO,TEXTPHONE,PCS,X400,DOM,INTL,POSTAL,PARCEL,EMAIL,INDIVIDUAL'.split(','),
);

/** Apple's wrapped labels, `_$!<Home>!$_`, that are built-in here; the phone shows them in its own language. */
const APPLE_BUILT_IN = new Map(
  (
    [
      ['Home', 'home'],
      ['Work', 'work'],
      ['Mobile', 'mobile'],
      ['Main', 'main'],
      ['WorkFAX', 'workFax'],
      ['HomeFAX', 'homeFax'],
      ['OtherFAX', 'otherFax'],
      ['Pager', 'pager'],
      ['Other', 'other'],
    ] as const
  ).map(([apple, label]) => [apple.toLowerCase(), { apple, label }] as const),
);

/** Apple's wrapped labels that have no counterpart: custom labels here, wrapped again when written. */
const APPLE_OTHERS = new Set(
  'HomePage,School,Anniversary,Spouse,Partner,Child,Mother,Father,Parent,Brother,Sister,Friend,Manager,Assistant,AssistantPhone'.split(
    ',',
  ),
);

const TYPES = new Map<string, string[]>(
  Object.entries({
    home: ['HOME'],
    work: ['WORK'],
    mobile: ['CELL'],
    main: ['MAIN'],
    workFax: ['WORK', 'FAX'],
    homeFax: ['HOME', 'FAX'],
    otherFax: ['OTHER', 'FAX'],
    pager: ['PAGER'],
    other: ['OTHER'],
  }),
);

/** What each property says by TYPE; Google refuses types it does not know with 400, so the rest are X-ABLabels. */
const BY_TYPE: Record<LabelledProperty, Set<string>> = {
  TEL: new Set(TYPES.keys()),
  ADR: new Set(['home', 'work', 'other']),
  EMAIL: new Set(['home', 'work']),
  URL: new Set(['home', 'work']),
};

/** The label that TYPE values and the group's X-ABLabel text give; an empty X-ABLabel gives none (Google sends them). */
export function labelFromLine(types: string[], abLabel: string | undefined): Label {
  if (abLabel) {
    const wrapped = /^_\$!<(.*)>!\$_$/s.exec(abLabel);
    // `$!!$` is what macOS leaves of an empty label.
    const text = wrapped ? wrapped[1]!.trim() : abLabel === '$!!$' ? '' : abLabel;
    const builtIn = wrapped && APPLE_BUILT_IN.get(text.toLowerCase());
    if (builtIn) return builtIn.label;
    const list = wrapped ? null : typeList(text);
    if (list) return labelFromTypes(list);
    if (text) return text;
  }
  return labelFromTypes(types);
}

/** First come, first served: `WORK` + `CELL` is a mobile. */
const PLAIN_TYPES: [type: string, label: Label][] = [
  ['PAGER', 'pager'],
  ['CELL', 'mobile'],
  ['IPHONE', 'mobile'],
  ['APPLEWATCH', 'mobile'],
  ['MOBILE', 'mobile'],
  ['MAIN', 'main'],
  ['HOME', 'home'],
  ['WORK', 'work'],
  ['OTHER', 'other'],
];

function labelFromTypes(types: string[]): Label {
  if (types.length === 0) return null;
  const upper = types.map((type) => type.toUpperCase());
  if (upper.includes('FAX'))
    return upper.includes('WORK') ? 'workFax' : upper.includes('HOME') ? 'homeFax' : 'otherFax';
  for (const [type, label] of PLAIN_TYPES) if (upper.includes(type)) return label;
  // A type of somebody's own (Nextcloud, Android): its text is the label.
  const own = types.find((type) => !NO_LABEL.has(type.toUpperCase()));
  return own?.replace(/^x-(?=.)/i, '') ?? null;
}

/** `HOME,VOICE,pref` as an X-ABLabel: a list of types that macOS 10.13 imported as a label. */
function typeList(text: string): string[] | null {
  if (!text.includes(',')) return null;
  const types = text.split(',').map((type) => type.trim());
  return types.some((type) => NO_LABEL.has(type.toUpperCase())) &&
    types.every((type) => /^[A-Z-]+$/i.test(type))
    ? types
    : null;
}

/** Whether a TYPE value takes part in the label, so that another label must replace it. */
export function isLabelType(type: string): boolean {
  return !NO_LABEL.has(type.toUpperCase());
}

/** How a label is written: TYPE values, or the text of an X-ABLabel, or nothing for no label. */
export function writeLabel(
  property: LabelledProperty,
  label: Label,
): { types: string[]; abLabel: string | null } {
  if (label === null) return { types: [], abLabel: null };
  if (BY_TYPE[property].has(label)) return { types: TYPES.get(label)!, abLabel: null };
  const builtIn = [...APPLE_BUILT_IN.values()].find((entry) => entry.label === label);
  if (builtIn) return { types: [], abLabel: `_$!<${builtIn.apple}>!$_` };
  return { types: [], abLabel: APPLE_OTHERS.has(label) ? `_$!<${label}>!$_` : label };
}
