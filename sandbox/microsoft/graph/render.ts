import type { Answer } from '../../server/answer.ts';
import { jsonType } from '../graph-error.ts';
import type { Contact, ExtendedProperty, Value } from '../mailbox/contact.ts';
import { propertyOf } from '../mailbox/extended.ts';
import { changeKey } from '../mailbox/ids.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { properties } from '../mailbox/properties.ts';
import type { Call } from '../world.ts';
import type { View } from './query.ts';

const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const etagOf = ({ change }: Contact, { oid }: Mailbox): string => `W/"${changeKey(oid, change)}"`;

export const idFor = (contact: Contact, immutable: boolean): string =>
  immutable ? contact.immutableId : contact.classicId;

type Shower = Pick<Call, 'mailbox' | 'immutable'> & { world: Pick<Call['world'], 'behaviour'> };

/** A contact as Graph shows it. */
export function show(contact: Contact, view: View, { mailbox, immutable, world }: Shower): object {
  const fields = contact.fields();
  const own: Record<string, unknown> = {
    id: idFor(contact, immutable),
    createdDateTime: seconds(contact.createdAt),
    lastModifiedDateTime: seconds(contact.modifiedAt),
    changeKey: changeKey(mailbox.oid, contact.change),
    categories: fields.categories ?? [],
    parentFolderId: contact.folderId,
  };
  const { unset } = world.behaviour;
  for (const [name, { kind }] of Object.entries(properties)) own[name] ??= shown(fields[name], kind, unset);
  const select = view.select && new Set([...view.select, 'id']);
  return {
    '@odata.etag': etagOf(contact, mailbox),
    ...(select ? Object.fromEntries(Object.entries(own).filter(([name]) => select.has(name))) : own),
    ...(!select && mailbox.tenant.personal ? numbered(fields.emailAddresses) : {}),
    ...extendedOf(contact, view.extended),
    ...extensionsOf(contact, view.extensions),
  };
}

function shown(value: Value | undefined, kind: string, unset: 'as-stored' | 'null' | 'empty'): unknown {
  if (kind === 'date') return value ?? null;
  if (kind !== 'text') return value ?? (kind === 'address' ? {} : []);
  if (value) return value;
  return unset === 'empty' ? '' : unset === 'null' ? null : (value ?? null);
}

/** What personal accounts have beside, and no document names. */
function numbered(emails: Value | undefined): object {
  const names = ['primaryEmailAddress', 'secondaryEmailAddress', 'tertiaryEmailAddress'];
  return Object.fromEntries(((emails ?? []) as readonly object[]).map((email, at) => [names[at]!, email]));
}

/** Only what was asked for, by its id. */
function extendedOf(contact: Contact, ids: readonly string[]): object {
  const found = ids
    .map((id) => propertyOf(contact, id))
    .filter((one): one is ExtendedProperty => one !== undefined);
  return found.length > 0 ? { singleValueExtendedProperties: found } : {};
}

function extensionsOf({ extensions }: Contact, names: readonly string[]): object {
  const found = names.flatMap((name) => {
    const values = extensions.get(name);
    return values ? [extensionOf(name, values)] : [];
  });
  return found.length > 0 ? { extensions: found } : {};
}

export const extensionOf = (name: string, values: Readonly<Record<string, unknown>>): object => ({
  '@odata.type': '#microsoft.graph.openTypeExtension',
  id: `microsoft.graph.openTypeExtension.${name}`,
  extensionName: name,
  ...values,
});

/** An answer with its context, which names what it holds. */
export const graphJson = (
  status: number,
  { world }: Pick<Call, 'world'>,
  context: string,
  body: object,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { 'Content-Type': jsonType, ...headers },
  body: JSON.stringify({ '@odata.context': `${world.origin}/v1.0/$metadata#${context}`, ...body }),
});

/** One contact, with its etag also among the headers. */
export function contactAnswer(status: number, call: Call, contact: Contact, view: View): Answer {
  const { mailbox, world } = call;
  const headers = {
    ETag: etagOf(contact, mailbox),
    ...(status === 201
      ? {
          Location: `${world.origin}/v1.0/users('${mailbox.graphId}')/contacts('${idFor(contact, call.immutable)}')`,
        }
      : {}),
  };
  return graphJson(
    status,
    call,
    `users('${mailbox.graphId}')/contacts/$entity`,
    show(contact, view, call),
    headers,
  );
}
