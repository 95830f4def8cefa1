// The code verifier (RFC 7636) of a sign-in under way, sealed to its row.
import type { Sealer } from '../../access/seal.ts';

const placeOf = (stateHash: string): string => `oauth-state:${stateHash}:code-verifier`;

export const sealVerifier = (sealer: Sealer, stateHash: string, verifier: string): string =>
  sealer.seal(verifier, placeOf(stateHash));

export const openVerifier = (sealer: Sealer, stateHash: string, sealed: string): string =>
  sealer.open(sealed, placeOf(stateHash));
