// Whatever the schema library can say about a value has a code of ours with the numbers its sentence needs.
import { validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { api } from './contract/contract.ts';
import type { Endpoint } from './contract/endpoint.ts';
import { FIELD_CODES, type SchemaIssue, schemaProblems, verbProblems } from './field-problems.ts';

function problemsOf(schema: z.ZodType, value: unknown) {
  const check = validatorCompiler({ schema, method: 'POST', url: '/', httpPart: 'body' } as never);
  const { error } = check(value) as { error?: { validation?: SchemaIssue[] } & SchemaIssue[] };
  return schemaProblems(error?.validation ?? (error as unknown as SchemaIssue[]) ?? []);
}

const at = (schema: z.ZodType) => z.object({ at: schema });

test.each([
  [at(z.string()), {}, { code: 'required' }],
  [at(z.string()), { at: null }, { code: 'required' }],
  [at(z.string()), { at: 7 }, { code: 'wrong-form' }],
  [at(z.string().max(10)), { at: 'x'.repeat(11) }, { code: 'too-long', params: { max: 10 } }],
  [at(z.string().min(1)), { at: '' }, { code: 'required' }],
  [at(z.string().min(10)), { at: 'short' }, { code: 'too-short', params: { min: 10 } }],
  [at(z.array(z.string()).max(1)), { at: ['a', 'b'] }, { code: 'too-many', params: { max: 1 } }],
  [at(z.array(z.string()).min(2)), { at: [] }, { code: 'too-few', params: { min: 2 } }],
  [at(z.number().max(5)), { at: 6 }, { code: 'too-large', params: { max: 5 } }],
  [at(z.number().min(5)), { at: 4 }, { code: 'too-small', params: { min: 5 } }],
  [at(z.number().multipleOf(2)), { at: 3 }, { code: 'wrong-form' }],
  [at(z.email()), { at: 'anna' }, { code: 'not-an-email' }],
  [at(z.url()), { at: 'anna' }, { code: 'not-a-url' }],
  [at(z.uuid()), { at: 'anna' }, { code: 'not-an-id' }],
  [at(z.iso.datetime()), { at: 'today' }, { code: 'not-a-time' }],
  [at(z.string().regex(/^a/)), { at: 'b' }, { code: 'wrong-form' }],
  [at(z.enum(['a', 'b'])), { at: 'c' }, { code: 'not-a-choice' }],
  [at(z.union([z.string().max(1), z.number()])), { at: true }, { code: 'wrong-form' }],
  [at(z.string().refine(() => false)), { at: 'a' }, { code: 'wrong-form' }],
  [at(z.strictObject({})), { at: { constructor: 1 } }, { code: 'unknown-field' }],
  [at(z.record(z.string().max(1), z.string())), { at: { long: 'x' } }, { code: 'wrong-form' }],
  [at(z.set(z.string()).max(1)), { at: new Set(['a', 'b']) }, { code: 'too-many', params: { max: 1 } }],
])('an issue becomes a code: %#', (schema, value, problem) => {
  const { fields, problems } = problemsOf(schema as z.ZodType, value);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject(problem);
  expect(Object.keys(fields)).toEqual([problems[0]!.field]);
});

describe('what the contract itself refuses', () => {
  const nonsense: unknown[] = [undefined, null, 7, 'x', [], {}, { body: 1 }, 'x'.repeat(200_000)];
  const parts = Object.entries(api).flatMap(([name, endpoint]: [string, Endpoint]) =>
    (['params', 'query', 'body'] as const).flatMap((part) =>
      endpoint[part] ? [[`${name}.${part}`, endpoint[part]] as const] : [],
    ),
  );
  test('has a code everywhere', () => {
    expect(parts.length).toBeGreaterThan(50);
    for (const [name, schema] of parts) {
      for (const value of nonsense) {
        const { fields, problems } = problemsOf(schema, value);
        expect(
          problems.map(({ field }) => field),
          name,
        ).toEqual(Object.keys(fields));
        for (const { code, params } of problems) {
          expect(FIELD_CODES).toContain(code);
          for (const given of Object.values(params ?? {})) expect(given, `${name} ${code}`).not.toBeNaN();
        }
      }
    }
  });
});

test('what a verb says by code stays a code, a sentence of its own is told as refused', () => {
  expect(verbProblems({ email: 'taken', phone: 'too-long', constructor: 'Some words.' })).toEqual({
    fields: {
      email: 'Somebody has this e-mail address already.',
      phone: 'too-long',
      constructor: 'Some words.',
    },
    problems: [
      { field: 'email', code: 'taken' },
      { field: 'phone', code: 'too-long' },
      { field: 'constructor', code: 'refused' },
    ],
  });
});
