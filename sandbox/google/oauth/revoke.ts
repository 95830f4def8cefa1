import { type Answer, json } from '../../server/answer.ts';
import type { Request, World } from '../answer.ts';

/** Takes an access or a refresh token and ends everything the user granted to that client. */
export function revoke({ body, query }: Request, world: World): Answer {
  const token = new URLSearchParams(body.toString('utf8')).get('token') ?? query.get('token') ?? '';
  return world.grants.revoke(token)
    ? json(200, {})
    : json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' });
}
