// Beside which field of the sign-in form a failure is explained.
import { formOf, type PasswordProviderId } from '../../../../src/providers/manifests.ts';
import type { ApiError } from '../../../api.ts';

export type SignInField = 'url' | 'username' | 'password';

const FIELD_OF = new Map<string, SignInField>(
  Object.entries({
    'sign-in-refused': 'password',
    'wrong-credentials': 'password',
    'provider-forbidden': 'username',
    'account-connected': 'username',
    'book-not-found': 'url',
    'not-carddav': 'url',
    'book-unreachable': 'url',
    'book-elsewhere': 'url',
    'untrusted-certificate': 'url',
    'private-address': 'url',
    'insecure-address': 'url',
  }),
);

/** Where the server sends on to: the person may type the password for it, if it is theirs. */
export const addressElsewhere = ({ problems }: Pick<ApiError, 'problems'>): string | undefined =>
  problems.find(({ code }) => code === 'elsewhere')?.params?.address?.toString();

/** Null: it concerns the form as a whole. Where no address is asked for, none can be wrong. */
export function fieldOfProblem(code: string, provider: PasswordProviderId): SignInField | null {
  const field = FIELD_OF.get(code) ?? null;
  return field === 'url' && !formOf(provider).asksAddress ? null : field;
}
