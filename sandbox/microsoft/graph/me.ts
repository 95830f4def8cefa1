import type { Answer } from '../../server/answer.ts';
import { GraphError } from '../graph-error.ts';
import type { Call } from '../world.ts';
import { selectOf } from './query.ts';
import { graphJson } from './render.ts';

const names = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Who is signed in. */
export function getMe(call: Call): Answer {
  const { caller, mailbox, query } = call;
  if (caller !== mailbox)
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
  const [givenName = '', ...rest] = caller.name.split(' ');
  const all: Record<string, unknown> = {
    ...Object.fromEntries(names.map((name) => [name, name === 'businessPhones' ? [] : null])),
    displayName: caller.name,
    givenName,
    surname: rest.join(' ') || null,
    mail: caller.mail,
    userPrincipalName: caller.email,
    id: caller.graphId,
  };
  const select = selectOf(query.get('$select'), names, 'user');
  const shown = select ? Object.fromEntries(select.map((name) => [name, all[name]])) : all;
  return graphJson(200, call, select ? `users(${select.join(',')})/$entity` : 'users/$entity', shown);
}
