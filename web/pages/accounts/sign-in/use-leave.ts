// Leaving for a provider's own pages: the browser comes back by itself, to the account or to what went wrong.
import { useMutation } from '@tanstack/react-query';
import type { OAuthProviderId } from '../../../../src/providers/manifests.ts';
import { type Arguments, call } from '../../../api.ts';

type Wished = Pick<Arguments<'createAccount'>['body'], 'name' | 'settings'>;

/** Stays pending until the page is gone, so that nothing can be pressed twice. */
async function leave({ authorizationUrl }: { authorizationUrl: string }): Promise<never> {
  window.location.assign(authorizationUrl);
  return new Promise<never>(() => undefined);
}

/** An account of one's own comes of it. */
export function useConnect(provider: OAuthProviderId) {
  return useMutation({
    mutationFn: async (wished: Wished) => {
      const begun = await call('createAccount', { body: { provider, ...wished } });
      return 'authorizationUrl' in begun ? leave(begun) : begun;
    },
  });
}

/** The account that is there is signed in to again. */
export function useSignInAgain(accountId: string) {
  return useMutation({
    mutationFn: async () => leave(await call('signInAgain', { params: { id: accountId } })),
  });
}
