// Help beside the controls of the interface, and whether it helped.
import { z } from 'zod';
import { endpoint, nothing, time } from './endpoint.ts';

/** What there is help about, in the order of the page that has all of it; its words are in `help.ts` of each language. */
export const HELP_TOPICS = [
  'connect',
  'sync-now',
  'queue',
  'matches',
  'rules',
  'sync-mobile',
  'direction',
  'deleted-on-phone',
  'conflicts',
  'holds',
  'groups',
  'labels',
  'companies',
  'duplicates',
  'trash',
  'layout',
] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];
const topic = z.enum(HELP_TOPICS);

export const helpEndpoints = {
  answerHelp: endpoint({
    method: 'PUT',
    path: '/api/v1/help/answer',
    summary: 'Say whether the help about something helped, and what was missing; another answer replaces it',
    audience: 'user',
    status: 204,
    body: z.object({
      topic,
      helped: z.boolean(),
      missing: z.string().max(1000).optional().describe('What one had hoped to read'),
    }),
    response: nothing,
  }),
  listHelpAnswers: endpoint({
    method: 'GET',
    path: '/api/v1/help/answers',
    summary: 'Whom the help helped, topic by topic, and what people missed in it, the latest first',
    audience: 'administrator',
    response: z.object({
      items: z.array(
        z.object({
          topic,
          helped: z.number().int(),
          notHelped: z.number().int(),
          missing: z.array(z.object({ text: z.string(), userName: z.string(), at: time })),
        }),
      ),
    }),
  }),
};
