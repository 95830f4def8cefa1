import type { Answer } from '../../server/answer.ts';
import { badRequest, GraphError, itemNotFound } from '../graph-error.ts';
import type { Contact } from '../mailbox/contact.ts';
import type { Entry } from '../mailbox/normalise.ts';
import type { Call } from '../world.ts';
import { checkOwn, contactAt } from './find.ts';
import { extensionOf, graphJson } from './render.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the body of a new contact has of them. @throws GraphError */
export function readExtensions({ extensions = [] }: Entry): ReadonlyMap<string, Values> {
  if (!Array.isArray(extensions)) throw badRequest('extensions is a collection.');
  return new Map(extensions.map((one: Entry | null) => readExtension(one ?? {})));
}

/** Name and values of an open extension. @throws GraphError */
function readExtension(sent: Entry): [string, Values] {
  const { extensionName, id, ...values } = sent;
  if (typeof extensionName !== 'string' || extensionName === '')
    throw badRequest('The extensionName of an open extension is required.');
  return [extensionName, valuesOf(values)];
}

const valuesOf = (sent: Entry): Values =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith('@')));

export function createExtension(call: Call): Answer {
  checkOwn(call);
  const [name, values] = readExtension(call.body);
  const contact = contactAt(call);
  if (contact.extensions.has(name))
    throw new GraphError(409, 'ErrorExtensionExists', 'An extension with this name exists already.');
  put(call, contact, name, values);
  return answer(201, call, name, values);
}

export function getExtension(call: Call): Answer {
  const { name, values } = find(call);
  return answer(200, call, name, values);
}

export function updateExtension(call: Call): Answer {
  checkOwn(call);
  const { contact, name, values } = find(call);
  const { extensionName, id, ...sent } = call.body;
  const after = { ...values, ...valuesOf(sent) };
  put(call, contact, name, after);
  return answer(200, call, name, after);
}

export function deleteExtension(call: Call): Answer {
  checkOwn(call);
  const { contact, name } = find(call);
  put(call, contact, name, undefined);
  return { status: 204 };
}

function find(call: Call): { contact: Contact; name: string; values: Values } {
  const contact = contactAt({ ...call, keys: call.keys.slice(0, -1) });
  const name = call.keys.at(-1)!.replace(/^microsoft\.graph\.openTypeExtension\./i, '');
  const values = contact.extensions.get(name);
  if (!values) throw itemNotFound();
  return { contact, name, values };
}

function put({ mailbox }: Call, contact: Contact, name: string, values: Values | undefined): void {
  const extensions = new Map(contact.extensions);
  if (values) extensions.set(name, values);
  else extensions.delete(name);
  mailbox.change(contact, { extensions });
}

const answer = (status: number, call: Call, name: string, values: Values): Answer =>
  graphJson(
    status,
    call,
    `users('${call.mailbox.graphId}')/contacts/extensions/$entity`,
    extensionOf(name, values),
  );
