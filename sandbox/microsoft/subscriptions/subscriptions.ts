import { randomUUID } from 'node:crypto';
import type { Clock } from '../../server/clock.ts';
import type { Behaviour } from '../behaviour.ts';
import type { RequestCounters } from '../counters.ts';
import { GraphError } from '../graph-error.ts';
import type { Folder } from '../mailbox/folder.ts';
import { changeKey } from '../mailbox/ids.ts';
import type { Mailbox, MailboxEvent } from '../mailbox/mailbox.ts';

export interface Subscription {
  readonly id: string;
  readonly user: Mailbox;
  readonly clientId: string;
  readonly folder: Folder;
  /** As it was asked for. */
  readonly resource: string;
  readonly changeType: string;
  readonly clientState: string | null;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly tlsVersion: string;
  /** Notifications name items by the id that outlives a move. */
  readonly immutable: boolean;
  expiresAt: number;
  /** Nothing is sent until it is authorized again. */
  paused: boolean;
}

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

interface Parcel {
  readonly url: string;
  readonly value: readonly object[];
}

/** How long an address has to answer what it is sent. */
const answerMs = 10_000;

/** Who wants to hear of changes, and the notifications that are on their way. */
export class Subscriptions {
  readonly #active = new Map<string, Subscription>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #failed: Parcel[] = [];
  readonly #stopping = new AbortController();
  readonly #clock: Clock;
  readonly #behaviour: Behaviour;
  readonly #counters: RequestCounters;

  constructor(clock: Clock, behaviour: Behaviour, counters: RequestCounters) {
    this.#clock = clock;
    this.#behaviour = behaviour;
    this.#counters = counters;
  }

  /** Those that have not expired, of one user and app. */
  of(user: Mailbox, clientId: string): Subscription[] {
    return this.all().filter((one) => one.user === user && one.clientId === clientId);
  }

  all(): Subscription[] {
    for (const { id, expiresAt } of this.#active.values())
      if (expiresAt <= this.#clock.now()) this.#active.delete(id);
    return [...this.#active.values()];
  }

  add(subscription: Omit<Subscription, 'id' | 'paused'>): Subscription {
    const added = { ...subscription, id: randomUUID(), paused: false };
    this.#active.set(added.id, added);
    return added;
  }

  remove({ id }: Subscription): void {
    this.#active.delete(id);
  }

  /** Tells those who want to know. */
  tell(user: Mailbox, { changeType, folder, contact }: MailboxEvent): void {
    for (const one of this.all()) {
      if (one.user !== user || one.folder !== folder || one.paused) continue;
      if (!one.changeType.split(',').includes(changeType)) continue;
      const id = one.immutable ? contact.immutableId : contact.classicId;
      const resource = `Users/${user.graphId}/Contacts/${id}`;
      this.send(one, {
        changeType,
        resource,
        resourceData: {
          '@odata.type': '#Microsoft.Graph.Contact',
          '@odata.id': resource,
          '@odata.etag': `W/"${changeKey(user.oid, contact.change)}"`,
          id,
        },
      });
    }
  }

  /** A notification with these contents; what is not told is as it must be. */
  send(to: Subscription, contents: object): void {
    const value = {
      subscriptionId: to.id,
      subscriptionExpirationDateTime: new Date(to.expiresAt).toISOString().replace(/\.\d+Z/, '+00:00'),
      clientState: to.clientState,
      tenantId: to.user.tenant.id,
      ...contents,
    };
    const { copies } = this.#behaviour.subscriptions;
    for (let copy = 0; copy < copies; copy++) this.#post({ url: to.notificationUrl, value: [value] });
  }

  /** What becomes of a subscription itself, to the address for that. */
  lifecycle(of: Subscription, lifecycleEvent: LifecycleEvent): void {
    if (lifecycleEvent === 'subscriptionRemoved') this.remove(of);
    if (lifecycleEvent === 'reauthorizationRequired') of.paused = true;
    if (of.lifecycleNotificationUrl === null) return;
    const value = {
      subscriptionId: of.id,
      subscriptionExpirationDateTime: new Date(of.expiresAt).toISOString(),
      tenantId: of.user.tenant.id,
      clientState: of.clientState,
      lifecycleEvent,
    };
    this.#post({ url: of.lifecycleNotificationUrl, value: [value] });
  }

  /** Sends once more what was not accepted, as Microsoft does for four hours. */
  retry(): void {
    for (const parcel of this.#failed.splice(0)) this.#post(parcel);
  }

  /** All that was sent has been answered. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Asks an address whether it wants notifications. @throws GraphError when it does not say so */
  async validate(url: string): Promise<void> {
    const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
    const address = new URL(url);
    address.search = `${address.search === '' ? '?' : `${address.search}&`}validationToken=${encodeURIComponent(token).replaceAll('%20', '+')}`;
    const answer = await this.#request(
      address.href,
      { 'Content-Type': 'text/plain; charset=utf-8' },
      '',
    ).catch(() => undefined);
    if (!answer) throw new GraphError(400, 'InvalidRequest', 'Subscription validation request timed out.');
    const type = answer.headers.get('content-type') ?? '';
    const isRight = answer.status === 200 && /^text\/plain\b/i.test(type) && (await answer.text()) === token;
    if (isRight) return;
    const message =
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.';
    throw new GraphError(400, 'ValidationError', message);
  }

  stop(): void {
    this.#active.clear();
    this.#stopping.abort();
  }

  #post(parcel: Parcel): void {
    const work = this.#deliver(parcel).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #deliver(parcel: Parcel): Promise<void> {
    const { delayMs } = this.#behaviour.subscriptions;
    if (delayMs > 0) await waited(delayMs, this.#stopping.signal);
    if (this.#stopping.signal.aborted) return;
    this.#counters.notified += 1;
    const body = JSON.stringify({ value: parcel.value });
    const answer = await this.#request(parcel.url, { 'Content-Type': 'application/json' }, body).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer && answer.status >= 200 && answer.status < 300) return;
    this.#counters.notAccepted += 1;
    this.#failed.push(parcel);
  }

  #request(url: string, headers: Record<string, string>, body: string): Promise<Response> {
    const signal = AbortSignal.any([AbortSignal.timeout(answerMs), this.#stopping.signal]);
    return fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  }
}

const waited = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
