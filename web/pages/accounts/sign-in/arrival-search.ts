/** How the way back from a provider's pages ended: a code of the catalogue, or that one is signed in. */
export interface ArrivalSearch {
  problem?: string;
  provider?: string;
  signedIn?: 'new' | 'again';
}

export const arrivalSearch = ({ problem, provider, signedIn }: Record<string, unknown>): ArrivalSearch => ({
  ...(typeof problem === 'string' && /^[a-z-]{1,40}$/.test(problem) ? { problem } : {}),
  ...(typeof provider === 'string' ? { provider } : {}),
  ...(signedIn === 'new' || signedIn === 'again' ? { signedIn } : {}),
});
