/** Google’s error bodies, worded as captured in the field. */
export type ErrorStatus = keyof typeof numbers;

/** Status → number in google.rpc.Code, number in HTTP. */
const numbers = {
  INVALID_ARGUMENT: [3, 400],
  FAILED_PRECONDITION: [9, 400],
  UNAUTHENTICATED: [16, 401],
  PERMISSION_DENIED: [7, 403],
  NOT_FOUND: [5, 404],
  ALREADY_EXISTS: [6, 409],
  ABORTED: [10, 409],
  RESOURCE_EXHAUSTED: [8, 429],
  INTERNAL: [13, 500],
  UNAVAILABLE: [14, 503],
} as const;

type Detail = { '@type': string } & Record<string, unknown>;

export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: ErrorStatus;
  readonly details: readonly Detail[];
  readonly httpStatus: number;
  readonly headers: Record<string, string>;

  constructor(
    status: ErrorStatus,
    message: string,
    details: readonly Detail[] = [],
    more: { httpStatus?: number; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.httpStatus = more.httpStatus ?? numbers[status][1];
    this.headers = more.headers ?? {};
  }

  /** As google.rpc.Status, the form it has inside batch details. */
  get rpcStatus(): { code: number; message: string } {
    return { code: numbers[this.status][0], message: this.message };
  }

  get body(): object {
    const { httpStatus: code, message, status, details } = this;
    return { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } };
  }
}

const type = (name: string): string => `type.googleapis.com/google.${name}`;

const info = (reason: string, domain: string, metadata?: Record<string, string>): Detail => ({
  '@type': type('rpc.ErrorInfo'),
  reason,
  domain,
  ...(metadata ? { metadata } : {}),
});

export const invalidArgument = (message = 'Request contains an invalid argument.'): ApiError =>
  new ApiError('INVALID_ARGUMENT', message);

export const badRequest = (message: string, field: string): ApiError =>
  new ApiError('INVALID_ARGUMENT', message, [
    { '@type': type('rpc.BadRequest'), fieldViolations: [{ field, description: message }] },
  ]);

export const notFound = (): ApiError => new ApiError('NOT_FOUND', 'Requested entity was not found.');

export const expiredSyncToken = (): ApiError =>
  new ApiError(
    'FAILED_PRECONDITION',
    'Sync token is expired. Clear local cache and retry call without the sync token.',
    [info('EXPIRED_SYNC_TOKEN', 'people.googleapis.com')],
  );

export const staleEtag = (where: 'etag' | 'metadata.sources.etag'): ApiError =>
  new ApiError(
    'FAILED_PRECONDITION',
    `Request person.${where} is different than the current person.${where}. Clear local cache and get the latest person.`,
  );

export const missingEtag = (status: ErrorStatus): ApiError =>
  new ApiError(
    status,
    'Request must set person.etag or person.metadata.sources.etag for the source that is being updated.',
  );

export const unauthenticated = (): ApiError =>
  new ApiError(
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    [],
    { headers: { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' } },
  );

export const scopeMissing = (rpc: string): ApiError =>
  new ApiError('PERMISSION_DENIED', 'Request had insufficient authentication scopes.', [
    info('ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'googleapis.com', {
      service: 'people.googleapis.com',
      method: `google.people.v1.${rpc}`,
    }),
  ]);

const project = '737087378495';

export function apiDisabled(): ApiError {
  const url = `https://console.developers.google.com/apis/api/people.googleapis.com/overview?project=${project}`;
  const message = `People API has not been used in project ${project} before or it is disabled. Enable it by visiting ${url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
  return new ApiError('PERMISSION_DENIED', message, [
    info('SERVICE_DISABLED', 'googleapis.com', {
      consumer: `projects/${project}`,
      service: 'people.googleapis.com',
      serviceTitle: 'People API',
      activationUrl: url,
    }),
    { '@type': type('rpc.Help'), links: [{ description: 'Google developers console API activation', url }] },
  ]);
}

export function quotaExceeded(metric: string, limit: string, path: string): ApiError {
  const message = `Quota exceeded for quota metric '${metric}' and limit '${metric} per minute per user' of service 'people.googleapis.com' for consumer 'project_number:${project}'.`;
  return new ApiError('RESOURCE_EXHAUSTED', message, [
    info('RATE_LIMIT_EXCEEDED', 'googleapis.com', {
      quota_limit: limit,
      service: 'people.googleapis.com',
      quota_metric: `people.googleapis.com/${path}`,
      consumer: `projects/${project}`,
    }),
  ]);
}

export const fbsQuota = (): ApiError =>
  new ApiError('RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).', [
    {
      '@type': type('rpc.QuotaFailure'),
      violations: [{ subject: 'QUOTA_EXCEEDED', description: 'FBS quota limit exceeded' }],
    },
  ]);

/** Refuses a whole batch; `errors` by index or resource name. */
export function batchRefused(kind: 'Create' | 'Update', errors: ReadonlyMap<string, ApiError>): ApiError {
  const first = errors.values().next().value!;
  const contactErrors = Object.fromEntries([...errors].map(([key, error]) => [key, error.rpcStatus]));
  return new ApiError(first.status, first.message, [
    { '@type': type(`people.v1.Batch${kind}ContactsErrorDetails`), contactErrors },
  ]);
}
