import type { Answer } from '../../server/answer.ts';
import { badRequest, jsonType } from '../graph-error.ts';
import type { Entry } from '../mailbox/normalise.ts';

/** One request inside a batch. */
export interface Inner {
  readonly id: string;
  readonly verb: string;
  /** Relative to the version. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly dependsOn: readonly string[];
}

const most = 20;
/** Of one mailbox, so many are at work at the same time. */
const atOnce = 4;

/** Answers all of them, each by itself; fails as a whole only where it cannot be read. @throws GraphError */
export async function answerBatch(body: Entry, perform: (inner: Inner) => Promise<Answer>): Promise<Answer> {
  const waiting = read(body);
  const done = new Map<string, Answer>();
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((id) => done.has(id))).slice(0, atOnce);
    if (ready.length === 0) throw badRequest('The dependencies of a batch must not be circular.');
    const failed = (inner: Inner): boolean => inner.dependsOn.some((id) => done.get(id)!.status >= 400);
    const answers = ready.map((inner) => (failed(inner) ? dependencyFailed() : perform(inner)));
    for (const [at, answer] of (await Promise.all(answers)).entries()) done.set(ready[at]!.id, answer);
    for (const inner of ready) waiting.splice(waiting.indexOf(inner), 1);
  }
  // In any order but that of the requests.
  const responses = [...done].reverse().map(([id, answer]) => shown(id, answer));
  return { status: 200, headers: { 'Content-Type': jsonType }, body: JSON.stringify({ responses }) };
}

function read({ requests }: Entry): Inner[] {
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > most)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${most}.`);
  const inner = requests.map(one);
  const ids = new Set(inner.map(({ id }) => id));
  if (ids.size < inner.length) throw badRequest('Request Ids are not unique in the batch.');
  const unknown = inner.flatMap(({ dependsOn }) => dependsOn).find((id) => !ids.has(id));
  if (unknown !== undefined) throw badRequest(`The batch has no request with the id '${unknown}'.`);
  return inner;
}

function one(sent: Entry | null): Inner {
  const { id, method, url, headers = {}, body, dependsOn = [] } = sent ?? {};
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
    throw badRequest('Invalid batch payload format.');
  const lower = Object.fromEntries(
    Object.entries(headers as Record<string, unknown>).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
  if (body !== undefined && lower['content-type'] === undefined)
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  const bytes =
    typeof body === 'string'
      ? Buffer.from(body, 'base64')
      : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const list = Array.isArray(dependsOn) ? dependsOn.map(String) : [];
  return { id, verb: method.toUpperCase(), url, headers: lower, body: bytes, dependsOn: list };
}

const dependencyFailed = (): Answer => ({
  status: 424,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    error: { code: 'FailedDependency', message: 'A request that this one depends on has failed.' },
  }),
});

function shown(id: string, { status, headers = {}, body = '' }: Answer): object {
  const isJson = /^application\/json/.test(headers['Content-Type'] ?? '');
  if (body.length === 0) return { id, status, headers };
  return {
    id,
    status,
    headers,
    body: isJson ? JSON.parse(String(body)) : Buffer.from(body).toString('base64'),
  };
}
