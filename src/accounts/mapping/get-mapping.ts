import type { Actor } from '../../access/actor.ts';
import type { Contact } from '../../contact/contact.ts';
import { itemsOf, lineOf } from '../../contact/properties/listed.ts';
import { LISTS, type ValueProperty } from '../../contact/properties/table.ts';
import type { Db } from '../../database/database.ts';
import { AppError } from '../../errors.ts';
import { UNLABELLED } from '../../fields/field.ts';
import { loadFields } from '../../records/fields/load-fields.ts';
import { project } from '../../sync/decide/project.ts';
import { holdableMapping } from '../../sync/mapping.ts';
import type { Mapping, MappingEntry, RecordKind } from '../../sync/model.ts';
import type { AccountDeps } from '../account-deps.ts';
import { type AccountRow, ownAccount } from '../own-account.ts';
import { type MappableField, mappableFields } from './field-places.ts';
import { contactsOf, filledPlaces, type LabelSequence, labelSequences } from './find-labels.ts';
import { mappedFields } from './own-mapping.ts';
import { proposeMapping, withEntry } from './propose-mapping.ts';
import { type LabelFound, weighLabels } from './weigh-labels.ts';

const KINDS = ['contact', 'company', 'lead'] as const;
/** Labels a person can look through; books with more of them have every value labelled by itself. */
const MOST_LABELS = 100;

/** Which field goes where in an account, beside what is found on its cards. @throws AppError 'not-found' */
export async function getMapping(deps: AccountDeps, actor: Actor, id: string) {
  const account = await ownAccount(deps.db, actor, id);
  const { capabilities } = providerOf(deps, account);
  const [sequences, filled, ...kinds] = await Promise.all([
    labelSequences(deps.db, id),
    filledPlaces(deps.db, id),
    ...KINDS.map(async (kind) => [kind, await fieldsOf(deps.db, kind)] as const),
  ]);
  const views = kinds.map(([kind, fields]) => {
    const own = account.mapping[kind] ?? {};
    const ofKind = sequences.filter((sequence) => sequence.kind === kind);
    const { cards = 0, places = {} } = filled.find((row) => row.kind === kind) ?? {};
    const mapping = mappedFields(kind, own, fields);
    const held = holdableMapping(mapping, capabilities);
    const isHeld = ({ field }: MappingEntry): boolean => held.some((entry) => entry.field === field);
    return {
      kind,
      cards,
      fields,
      entries: mapping.map((entry) => ({ ...entry, own: entry.own === true, held: isHeld(entry) })),
      defaults: mappedFields(kind, {}, fields).map(({ field, slot, direction }) => ({
        field,
        slot,
        direction,
      })),
      ...foundFor(ofKind, held, fields),
      leftOut: placesLeftOut(places, held),
    };
  });
  const contacts = await contactsOf(deps.db, [...new Set(views.flatMap(samplesOf))]);
  return { provider: capabilities, kinds: views.map((view) => withSamples(view, contacts)) };
}

export function providerOf(deps: AccountDeps, { provider: id }: AccountRow) {
  const provider = deps.providers(id);
  if (!provider) throw new AppError('provider-missing');
  return provider;
}

export const fieldsOf = async (db: Db, kind: RecordKind): Promise<MappableField[]> =>
  mappableFields(
    kind,
    [...(await loadFields(db, kind)).values()].sort((a, b) => a.position - b.position),
  );

type Found = Record<ValueProperty, LabelFound[]>;

function foundFor(sequences: LabelSequence[], mapping: Mapping, fields: MappableField[]) {
  const of = (property: ValueProperty): LabelSequence[] =>
    sequences.filter((sequence) => sequence.property === property);
  const weigh = (under: Mapping): Found =>
    Object.fromEntries(
      LISTS.map((property) => [property, weighLabels(property, of(property), under)]),
    ) as Found;
  const found = weigh(mapping);
  const proposal = LISTS.flatMap((property) =>
    proposeMapping({ property, sequences: of(property), mapping, fields }),
  );
  const proposed = weigh(proposal.reduce(withEntry, mapping));
  return {
    found: mapFound(found, (labels) => labels.slice(0, MOST_LABELS)),
    untaken: untakenIn(found),
    proposal: proposal.map(({ field, slot, direction, label, cards }) => ({
      field,
      slot,
      direction,
      label,
      cards,
    })),
    untakenThen: untakenIn(proposed),
  };
}

const mapFound = <T>(found: Found, change: (labels: LabelFound[], property: ValueProperty) => T) =>
  Object.fromEntries(LISTS.map((property) => [property, change(found[property], property)])) as Record<
    ValueProperty,
    T
  >;

const untakenIn = (found: Found): number =>
  Object.values(found)
    .flat()
    .reduce((sum, { untaken }) => sum + untaken, 0);

/** Places with a single value that are filled on cards and that no field takes. */
function placesLeftOut(places: Record<string, number>, mapping: Mapping): { place: string; cards: number }[] {
  const taken = new Set(
    mapping.map(({ slot }) => ('part' in slot ? `${slot.property}.${slot.part}` : slot.property)),
  );
  return Object.entries(places)
    .filter(([place, cards]) => cards > 0 && !taken.has(place))
    .map(([place, cards]) => ({ place, cards }));
}

const samplesOf = ({ found }: { found: Found }): string[] =>
  Object.values(found)
    .flat()
    .map(({ sample }) => sample);

/** Each label with a value that carries it, in place of the card it was met on. */
function withSamples<T extends { found: Found }>(view: T, contacts: Map<string, Contact>) {
  const found = mapFound(view.found, (labels, property) =>
    labels.map((label) => ({ ...label, sample: valueUnder(contacts.get(label.sample), property, label) })),
  );
  return { ...view, found };
}

function valueUnder(
  contact: Contact | undefined,
  property: ValueProperty,
  { label, builtIn }: LabelFound,
): string | null {
  if (!contact) return null;
  // A slot that wishes for one label alone finds the value under it, whatever its case and accents.
  const slot = { property, wish: [builtIn ?? label ?? UNLABELLED] };
  const { at } = project(contact, [{ field: 'sample', slot, direction: 'both' }]);
  const index = at.sample ?? null;
  return index === null ? null : lineOf(property, itemsOf(contact, property)[index]!);
}
