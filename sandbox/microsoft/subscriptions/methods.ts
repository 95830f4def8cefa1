import type { Answer } from '../../server/answer.ts';
import { graphJson } from '../graph/render.ts';
import { GraphError } from '../graph-error.ts';
import type { Folder } from '../mailbox/folder.ts';
import type { Call } from '../world.ts';
import type { Subscription } from './subscriptions.ts';

const minuteMs = 60_000;
const shortestMinutes = 45;

export async function createSubscription(call: Call): Promise<Answer> {
  const { body, world, caller, clientId, immutable } = call;
  const { changeType, resource, clientState = null, lifecycleNotificationUrl = null } = body;
  if (typeof changeType !== 'string' || !changeType.split(',').every((one) => changes.includes(one)))
    throw invalid('The changeType of a subscription is created, updated or deleted.');
  if (clientState !== null && (typeof clientState !== 'string' || clientState.length > 128))
    throw invalid('The clientState of a subscription has 128 characters at most.');
  const folder = folderIn(resource, call);
  const expiresAt = endOf(body.expirationDateTime, call);
  const notificationUrl = addressIn(body.notificationUrl, call);
  const lifecycleUrl = lifecycleNotificationUrl === null ? null : addressIn(lifecycleNotificationUrl, call);
  const isThere = world.subscriptions
    .of(caller, clientId)
    .some((one) => one.folder === folder && one.changeType === changeType);
  if (isThere)
    throw new GraphError(409, 'Conflict', 'A subscription for the same resource and changes exists already.');
  for (const url of new Set([notificationUrl, lifecycleUrl]))
    if (url !== null) await world.subscriptions.validate(url);
  const added = world.subscriptions.add({
    user: caller,
    clientId,
    folder,
    resource: String(resource),
    changeType,
    clientState,
    notificationUrl,
    lifecycleNotificationUrl: lifecycleUrl,
    tlsVersion: String(body.latestSupportedTlsVersion ?? 'v1_2'),
    immutable,
    expiresAt,
  });
  return answer(201, call, added);
}

const changes = ['created', 'updated', 'deleted'];

export function listSubscriptions(call: Call): Answer {
  const { world, caller, clientId } = call;
  return graphJson(200, call, 'subscriptions', { value: world.subscriptions.of(caller, clientId).map(show) });
}

export const getSubscription = (call: Call): Answer => answer(200, call, find(call));

/** Its end alone can be changed; the address is asked again. */
export async function renewSubscription(call: Call): Promise<Answer> {
  const subscription = find(call);
  const { expirationDateTime, ...rest } = call.body;
  const other = Object.keys(rest).find((name) => !name.startsWith('@'));
  if (other !== undefined) throw invalid(`The property '${other}' of a subscription cannot be changed.`);
  const expiresAt = endOf(expirationDateTime, call);
  await call.world.subscriptions.validate(subscription.notificationUrl);
  subscription.expiresAt = expiresAt;
  subscription.paused = false;
  return answer(200, call, subscription);
}

export function reauthorizeSubscription(call: Call): Answer {
  find(call).paused = false;
  return { status: 204 };
}

export function deleteSubscription(call: Call): Answer {
  call.world.subscriptions.remove(find(call));
  return { status: 204 };
}

function find({ world, caller, clientId, keys }: Call): Subscription {
  const found = world.subscriptions.of(caller, clientId).find(({ id }) => id === keys[0]);
  if (found) return found;
  throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
}

function folderIn(resource: unknown, { caller }: Call): Folder {
  const form =
    /^\/?(?:me|users(?:\/|\(')([^/']+)(?:'\))?)(?:\/contactFolders(?:\/|\(')([^/']+)(?:'\))?)?\/contacts$/i;
  const found = typeof resource === 'string' ? form.exec(resource) : null;
  if (!found) throw invalid(`The resource '${String(resource)}' cannot be subscribed to.`);
  const [, user, name = 'contacts'] = found;
  const isOwn = user === undefined || [caller.oid, caller.graphId, caller.email].includes(user.toLowerCase());
  if (!isOwn)
    throw new GraphError(
      403,
      'ExtensionError',
      'Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied.]',
    );
  const folder = caller.folder(name);
  if (folder) return folder;
  throw new GraphError(
    404,
    'ExtensionError',
    'Operation: Create; Exception: [Status Code: NotFound; Reason: The specified folder could not be found in the store.]',
  );
}

/** What is granted of the life that was asked for. */
function endOf(text: unknown, { world }: Call): number {
  const { longestMinutes, grantedMinutes } = world.behaviour.subscriptions;
  const now = world.clock.now();
  const asked = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(asked)) throw invalid('The expirationDateTime of a subscription is a point in time.');
  if (asked <= now) throw invalid('Subscription expiration must be in the future.');
  if (asked > now + longestMinutes * minuteMs)
    throw new GraphError(
      400,
      'ExtensionError',
      `Subscription expiration can only be ${longestMinutes} minutes in the future.`,
    );
  const least = now + shortestMinutes * minuteMs;
  return Math.min(Math.max(asked, least), now + grantedMinutes * minuteMs);
}

function addressIn(text: unknown, { world }: Call): string {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  const isTaken =
    url &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && !world.behaviour.subscriptions.httpsOnly));
  if (!isTaken) throw invalid(`The address '${String(text)}' cannot be notified: it must be https.`);
  return url.href;
}

const invalid = (message: string): GraphError => new GraphError(400, 'InvalidRequest', message);

const show = (one: Subscription): object => ({
  id: one.id,
  resource: one.resource,
  applicationId: one.clientId,
  changeType: one.changeType,
  clientState: one.clientState,
  notificationUrl: one.notificationUrl,
  notificationQueryOptions: null,
  lifecycleNotificationUrl: one.lifecycleNotificationUrl,
  expirationDateTime: new Date(one.expiresAt).toISOString().replace(/\.\d+Z/, 'Z'),
  creatorId: one.user.oid,
  includeResourceData: null,
  latestSupportedTlsVersion: one.tlsVersion,
  encryptionCertificate: null,
  encryptionCertificateId: null,
  notificationUrlAppId: null,
});

const answer = (status: number, call: Call, one: Subscription): Answer =>
  graphJson(status, call, 'subscriptions/$entity', show(one));
