// What lists are filtered and sorted by, in a body and in an address.
import { z } from 'zod';
import { OPERATOR_NAMES } from '../../fields/filters.ts';

const Condition = z
  .object({
    field: z
      .string()
      .min(1)
      .max(100)
      .describe('Of a record, or label, owner, company, syncMobile, sync, hasEmail, …'),
    op: z.enum(OPERATOR_NAMES),
    value: z
      .string()
      .max(300)
      .or(z.array(z.string().max(300)).max(200))
      .optional(),
  })
  .meta({ id: 'Condition' });
export const conditions = z.array(Condition).max(30);
/** In an address: the same as JSON. */
export const queryConditions = z
  .string()
  .max(12_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'This is not JSON.' });
      return z.NEVER;
    }
  })
  .pipe(conditions)
  .describe('Conditions that all hold, as JSON: [{"field":"company","op":"contains","value":"Rossi"}]');
export const sortOrder = z
  .string()
  .regex(/^-?[\w.]+(,-?[\w.]+)*$/)
  .max(400)
  .describe('name, owner, createdAt, updatedAt or a field; several with commas, - turns one round');
