// Kinds of accounts: what they can hold, whether they can be connected, and what administrators set about them.
import { z } from 'zod';
import { PROVIDERS } from '../../providers/manifests.ts';
import { role } from './access.ts';
import { Problem } from './accounts.ts';
import { endpoint } from './endpoint.ts';

const providerId = z.enum(PROVIDERS);
const byProvider = z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/) });
const source = z.enum(['environment', 'settings']).nullable();
const limit = z.number().int().nullable().describe('null: no limit');

export const Provider = z
  .object({
    id: providerId,
    name: z.string(),
    /** 'oauth': on the provider's own pages. */
    signIn: z.enum(['password', 'oauth']),
    installed: z.boolean(),
    enabled: z.boolean().describe('false: its accounts wait, and nobody connects another'),
    roles: z.array(role).describe('Whom it is offered to'),
    /** An account can be connected now. */
    ready: z.boolean(),
    missing: z
      .enum(['not-installed', 'switched-off', 'not-offered', 'client-id-missing', 'client-secret-missing'])
      .nullable()
      .describe('Why not'),
    administrators: z.array(z.string()).describe('Names of those to ask'),
    approvalAddress: z
      .string()
      .nullable()
      .describe('Where the administrator of an organisation lets everybody in it connect'),
    capabilities: z.object({
      limits: z.object({ emails: limit, phones: limit, urls: limit, addresses: limit }),
      labels: z.enum(['custom', 'fixed']),
      notes: z.boolean(),
      nickname: z.boolean(),
      anniversary: z.boolean(),
      birthdayWithoutYear: z.boolean(),
      photo: z.boolean(),
      joinGroups: z.boolean(),
    }),
    configuration: z
      .object({
        accounts: z.number().int().describe('Everybody’s connected accounts'),
        client: z
          .object({
            clientId: z.string().nullable(),
            clientIdFrom: source,
            hasSecret: z.boolean(),
            secretFrom: source,
            redirectAddress: z.string().describe('To be registered with the provider letter by letter'),
          })
          .nullable()
          .describe('The application registered with a provider that signs people in itself'),
      })
      .nullable()
      .describe('For administrators'),
  })
  .meta({ id: 'Provider' });
export type Provider = z.output<typeof Provider>;

const clientPart = z.string().trim().max(500).nullable().optional();

export const providerEndpoints = {
  listProviders: endpoint({
    method: 'GET',
    path: '/api/v1/providers',
    summary: 'Kinds of accounts, whether they can be connected, and why not',
    audience: 'user',
    response: z.object({ items: z.array(Provider) }),
  }),
  updateProvider: endpoint({
    method: 'PATCH',
    path: '/api/v1/providers/:id',
    summary:
      'Install a provider, switch it off, offer it to roles; set its client. A secret is never shown again',
    audience: 'administrator',
    params: byProvider,
    body: z.object({
      installed: z.boolean().optional(),
      enabled: z.boolean().optional(),
      roles: z.array(role).optional(),
      clientId: clientPart,
      clientSecret: clientPart,
    }),
    response: Provider,
  }),
  checkProvider: endpoint({
    method: 'POST',
    path: '/api/v1/providers/:id/check',
    summary: 'Ask the provider whether it accepts the client as it is set',
    audience: 'administrator',
    params: byProvider,
    response: z.object({
      ok: z.boolean(),
      problem: Problem.nullable(),
      advice: z
        .object({ code: z.string(), params: z.record(z.string(), z.string()) })
        .nullable()
        .describe(
          'What to do about it, as a code and what stands in its sentence, which is `problem.detail`',
        ),
    }),
  }),
};
