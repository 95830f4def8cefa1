import { expect } from 'vitest';
import { AppError } from '../src/errors.ts';

/** The error of the catalogue that `promise` fails with; the test fails when it does not fail, or in another way. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
