// Change notifications of Graph: one subscription for each folder.
import { type Hint, type Notification, ProviderError, type Subscription, type Watcher } from '../provider.ts';
import { asProviderError, Refusal } from '../rest/failures.ts';
import type { GraphApi } from './api/graph-api.ts';
import { isGone } from './api/graph-error.ts';

/** Within what Graph has granted at any time: seven days now, and 4,230 minutes before. */
const LIFE_MS = 4_200 * 60_000;

/** Real ones are sentences of some 130 characters. */
const LONGEST_TOKEN = 1_000;
/** As many as one request may bring; what changed is asked for anyway. */
const MOST_HINTS = 1_000;

interface GraphSubscription {
  id?: string;
  resource?: string;
  notificationUrl?: string;
  expirationDateTime?: string;
}

export function createWatcher(api: GraphApi): Watcher {
  const expirationDateTime = (): string => new Date(api.io.now() + LIFE_MS).toISOString();
  const create = (resource: string, address: string, clientState: string) =>
    api.write<GraphSubscription>({
      ...{ kind: 'subscriptions.create', method: 'POST', path: '/subscriptions' },
      body: {
        ...{
          changeType: 'created,updated,deleted',
          resource,
          clientState,
          latestSupportedTlsVersion: 'v1_2',
        },
        ...{ notificationUrl: address, lifecycleNotificationUrl: address },
        expirationDateTime: expirationDateTime(),
      },
    });
  const remove = (id: string) =>
    api.write({ kind: 'subscriptions.delete', method: 'DELETE', path: pathOf(id) }).catch(unlessMissing);

  /** Left by a process that ended before it could write down what it had asked for. */
  async function removeLeftOver(resource: string, address: string): Promise<boolean> {
    const { value = [] } = await api.read<{ value?: GraphSubscription[] }>({
      ...{ kind: 'subscriptions.list', method: 'GET', path: '/subscriptions' },
    });
    const left = value.filter(
      (each) => each.notificationUrl === address && each.resource?.toLowerCase() === resource.toLowerCase(),
    );
    for (const { id } of left) await remove(id!);
    return left.length > 0;
  }

  return {
    async subscribe(bookId, address, secret) {
      const resource = `me/contactFolders/${bookId}/contacts`;
      try {
        return subscriptionOf(
          await create(resource, address, secret).catch(async (error) => {
            const isTaken = error instanceof Refusal && error.httpStatus === 409;
            if (!isTaken || !(await removeLeftOver(resource, address))) throw error;
            return create(resource, address, secret);
          }),
        );
      } catch (error) {
        throw asProviderError(error);
      }
    },
    async renew(id) {
      const body = { expirationDateTime: expirationDateTime() };
      const renewed = await api
        .write<GraphSubscription>({ kind: 'subscriptions.renew', method: 'PATCH', path: pathOf(id), body })
        .catch(unlessMissing);
      return renewed && subscriptionOf(renewed);
    },
    async end(id) {
      await remove(id);
    },
  };
}

const pathOf = (id: string): string => `/subscriptions/${encodeURIComponent(id)}`;

/** In the words that Graph has for a mailbox that is not there, too: an account that has none has no subscription either. */
function unlessMissing(error: unknown): null {
  const isMissing =
    error instanceof Refusal
      ? isGone(error)
      : error instanceof ProviderError && error.kind === 'no-address-book';
  if (isMissing) return null;
  throw asProviderError(error);
}

/** Graph may grant less than was asked for. */
function subscriptionOf({ id, expirationDateTime = '' }: GraphSubscription): Subscription {
  const expiresAt = Date.parse(expirationDateTime);
  if (id && !Number.isNaN(expiresAt)) return { id, expiresAt };
  throw new ProviderError('unexpected-response', 'Microsoft does not say what it granted');
}

const LIFECYCLE = new Map<unknown, Hint['type']>([
  ['reauthorizationRequired', 'renew'],
  ['subscriptionRemoved', 'ended'],
  ['missed', 'changed'],
]);

/** Both kinds come to one address; before Graph uses it, it wants to see its token again. */
export function readNotification({
  query,
  body,
}: {
  query: Record<string, unknown>;
  body: unknown;
}): Notification {
  const { validationToken } = query;
  if (typeof validationToken === 'string' && validationToken.length <= LONGEST_TOKEN)
    return { answer: validationToken };
  const { value } = (body ?? {}) as { value?: unknown };
  const told = Array.isArray(value) ? value.slice(0, MOST_HINTS) : [];
  return { hints: told.flatMap(hintIn) };
}

/** Graph names them by GUIDs. */
const SUBSCRIPTION_ID = /^[\w-]{1,100}$/;

function hintIn(told: unknown): Hint[] {
  const { subscriptionId, clientState, lifecycleEvent } = (told ?? {}) as Record<string, unknown>;
  if (typeof subscriptionId !== 'string' || typeof clientState !== 'string') return [];
  const type = lifecycleEvent === undefined ? 'changed' : LIFECYCLE.get(lifecycleEvent);
  if (!type || !SUBSCRIPTION_ID.test(subscriptionId)) return [];
  return [{ subscription: subscriptionId, secret: clientState, type }];
}
