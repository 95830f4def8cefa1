// Small signs for the kinds of accounts, drawn in one line and one colour: signs to tell them apart, not logos.
import { findManifest } from '../../src/providers/manifests.ts';

/** Of any address book: a card with a face and two lines. */
const ADDRESS_BOOK = [
  'M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z',
  'M10.7 10.7a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0z',
  'M6.3 15.5c.4-1.4 1.4-2.1 2.7-2.1s2.3.7 2.7 2.1M14.7 10h3M14.7 13.5h3',
].join('');

/** `provider` null: of an account that nobody knows any more. */
export function ProviderMark({ provider, size = 20 }: { provider: string | null; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
      aria-hidden
    >
      <path d={findManifest(provider ?? '')?.mark ?? ADDRESS_BOOK} />
    </svg>
  );
}

/** “iCloud”, “Google”, … as people call them. */
export const providerName = (provider: string): string => findManifest(provider)?.name ?? provider;
