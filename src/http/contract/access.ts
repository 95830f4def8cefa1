// Sessions, set-up, the signed-in person, users, tokens.
import { z } from 'zod';
import { LANGUAGES } from '../../languages.ts';
import { OAUTH_PROVIDERS, PROVIDERS } from '../../providers/manifests.ts';
import { byId, endpoint, id, listOf, nothing, page, queryBoolean, time } from './endpoint.ts';

export const role = z.enum(['administrator', 'user']);
const language = z.enum(LANGUAGES);
const password = z.string().min(10).max(200).describe('At least 10 characters, and none of the common ones');

const User = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    role,
    language: language.nullable(),
    disabled: z.boolean(),
    createdAt: time,
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

const Me = User.extend({
  /** What this person may do, as the interface asks for it. */
  permissions: z.array(z.string()),
}).meta({ id: 'Me' });

const Token = z
  .object({
    id,
    name: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    expiresAt: time.nullable().describe('null: it never ends by itself'),
  })
  .meta({ id: 'Token' });
const Session = z
  .object({ id, userAgent: z.string().nullable(), createdAt: time, lastSeenAt: time, current: z.boolean() })
  .meta({ id: 'Session' });

export const permission = z.enum(['records.edit', 'records.delete', 'accounts.connect', 'sync.run']);
export type Permission = z.output<typeof permission>;

const wish = z
  .enum([
    ...permission.options,
    ...PROVIDERS.map((id) => `provider.${id}` as const),
    ...OAUTH_PROVIDERS.map((id) => `approval.${id}` as const),
  ])
  .describe(
    'A permission; a kind of account to connect; or the approval of the organisation one signs in with',
  );
export type Wish = z.output<typeof wish>;

const Roles = z
  .object({
    items: z.array(
      z.object({
        role,
        fixed: z.boolean().describe('Of administrators nothing can be taken'),
        permissions: z.array(z.object({ permission, allowed: z.boolean(), byDefault: z.boolean() })),
      }),
    ),
    grants: z
      .array(z.object({ userId: id, userName: z.string(), permission }))
      .describe('What single people were given beyond their role'),
  })
  .meta({ id: 'Roles' });

const AccessRequest = z
  .object({
    id,
    userId: id,
    userName: z.string(),
    permission: wish,
    state: z.enum(['open', 'approved', 'declined']),
    createdAt: time,
    decidedAt: time.nullable(),
  })
  .meta({ id: 'AccessRequest' });

const permissions = z.partialRecord(permission, z.boolean());

export const roleEndpoints = {
  listRoles: endpoint({
    method: 'GET',
    path: '/api/v1/roles',
    summary: 'What each role may do, and what was granted to people beyond it',
    audience: 'administrator',
    response: Roles,
  }),
  updateRoles: endpoint({
    method: 'PATCH',
    path: '/api/v1/roles',
    summary: 'Change what users may do, or what one person may do beyond that',
    audience: 'administrator',
    body: z.union([
      z.strictObject({ role: z.literal('user'), permissions }),
      z.strictObject({ userId: id, permissions }),
    ]),
    response: Roles,
  }),
  listRequests: endpoint({
    method: 'GET',
    path: '/api/v1/access-requests',
    summary: 'Requests for access, newest first: one’s own; for administrators everybody’s',
    audience: 'user',
    query: page.extend({
      state: z.enum(['open', 'approved', 'declined']).optional(),
      mine: queryBoolean.optional(),
    }),
    response: listOf(AccessRequest),
  }),
  requestAccess: endpoint({
    method: 'POST',
    path: '/api/v1/access-requests',
    summary: 'Ask the administrators for a permission or a kind of account; calls while one waits share it',
    audience: 'user',
    status: 201,
    body: z.object({ permission: wish }),
    response: AccessRequest,
  }),
  decideRequest: endpoint({
    method: 'PATCH',
    path: '/api/v1/access-requests/:id',
    summary: 'Approve (the person gets the permission) or decline',
    audience: 'administrator',
    params: byId,
    body: z.object({ state: z.enum(['approved', 'declined']) }),
    response: AccessRequest,
  }),
};

export const accessEndpoints = {
  getSetUp: endpoint({
    method: 'GET',
    path: '/api/v1/set-up',
    summary: 'Whether the first administrator is still to be created',
    audience: 'anyone',
    response: z.object({ needed: z.boolean() }),
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/api/v1/set-up',
    summary: 'Create the first administrator and sign in',
    audience: 'anyone',
    status: 201,
    body: z.object({
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320),
      password,
      language: language.optional(),
    }),
    response: Me,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in; sets an HttpOnly cookie',
    audience: 'anyone',
    body: z.object({ email: z.string().max(320), password: z.string().max(200) }),
    response: Me,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out',
    audience: 'user',
    status: 204,
    response: nothing,
  }),
  getMe: endpoint({
    method: 'GET',
    path: '/api/v1/me',
    summary: 'The signed-in person',
    audience: 'user',
    response: Me,
  }),
  updateMe: endpoint({
    method: 'PATCH',
    path: '/api/v1/me',
    summary:
      'Change one’s own name, language or password (not with a token); another password ends every other session, and every token unless keepTokens',
    audience: 'user',
    body: z.object({
      name: z.string().trim().min(1).max(200).optional(),
      language: language.nullable().optional(),
      password: z
        .object({ current: z.string().max(200), next: password, keepTokens: z.boolean().default(false) })
        .optional(),
    }),
    response: Me,
  }),
  listSessions: endpoint({
    method: 'GET',
    path: '/api/v1/me/sessions',
    summary: 'Where one is signed in',
    audience: 'user',
    response: z.object({ items: z.array(Session) }),
  }),
  revokeSession: endpoint({
    method: 'DELETE',
    path: '/api/v1/me/sessions/:id',
    summary: 'Sign out elsewhere',
    audience: 'user',
    status: 204,
    params: byId,
    response: nothing,
  }),
  listTokens: endpoint({
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'One’s own access tokens',
    audience: 'user',
    response: z.object({ items: z.array(Token) }),
  }),
  createToken: endpoint({
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Make a personal access token; the token is shown this once',
    audience: 'user',
    status: 201,
    session: true,
    body: z.object({
      name: z.string().trim().min(1).max(100),
      expiresInDays: z.int().min(1).max(3650).nullable().default(90).describe('null: never'),
    }),
    response: Token.extend({ token: z.string() }),
  }),
  revokeToken: endpoint({
    method: 'DELETE',
    path: '/api/v1/tokens/:id',
    summary: 'Revoke a token',
    audience: 'user',
    status: 204,
    params: byId,
    response: nothing,
  }),
  listUsers: endpoint({
    method: 'GET',
    path: '/api/v1/users',
    summary: 'Everybody who may sign in',
    audience: 'administrator',
    query: page,
    response: listOf(User),
  }),
  createUser: endpoint({
    method: 'POST',
    path: '/api/v1/users',
    summary: 'Add a user; without a password the answer carries an invitation link',
    audience: 'administrator',
    status: 201,
    body: z.object({
      email: z.email().max(320),
      name: z.string().trim().min(1).max(200),
      role: role.default('user'),
      password: password.optional(),
    }),
    response: User.extend({ invitationUrl: z.string().nullable() }),
  }),
  updateUser: endpoint({
    method: 'PATCH',
    path: '/api/v1/users/:id',
    summary: 'Change name or role; disable or enable',
    audience: 'administrator',
    params: byId,
    body: z.object({
      name: z.string().trim().min(1).max(200).optional(),
      role: role.optional(),
      disabled: z.boolean().optional(),
    }),
    response: User,
  }),
  removeUser: endpoint({
    method: 'DELETE',
    path: '/api/v1/users/:id',
    summary: 'Disable a user, end their sessions and pause their accounts; records and history stay',
    audience: 'administrator',
    status: 204,
    params: byId,
    response: nothing,
  }),
  inviteUser: endpoint({
    method: 'POST',
    path: '/api/v1/users/:id/invitation',
    summary: 'A fresh link with which a user sets a password',
    audience: 'administrator',
    status: 201,
    params: byId,
    response: z.object({ invitationUrl: z.string() }),
  }),
  getInvitation: endpoint({
    method: 'GET',
    path: '/api/v1/invitations/:token',
    summary: 'Whom an invitation is for',
    audience: 'anyone',
    params: z.object({ token: z.string().max(200) }),
    response: z.object({ name: z.string(), email: z.string() }),
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/api/v1/invitations/:token',
    summary: 'Set the password and sign in',
    audience: 'anyone',
    params: z.object({ token: z.string().max(200) }),
    body: z.object({ password }),
    response: Me,
  }),
};
