// Small signs for the kinds of accounts, drawn in one line and one colour: signs to tell them apart, not logos.
import { useTranslation } from 'react-i18next';

export type ProviderId = 'google' | 'microsoft' | 'icloud' | 'carddav';

const drawings: Record<ProviderId, React.ReactNode> = {
  google: (
    <>
      <path d="M19 12.200h-6.8" />
      <path d="M19 12.200a7 7 0 1 1-2.1-5" />
    </>
  ),
  microsoft: (
    <>
      <rect x="4.5" y="4.5" width="6.5" height="6.5" rx="1" />
      <rect x="13" y="4.5" width="6.5" height="6.5" rx="1" />
      <rect x="4.5" y="13" width="6.5" height="6.5" rx="1" />
      <rect x="13" y="13" width="6.5" height="6.5" rx="1" />
    </>
  ),
  icloud: (
    <path d="M7.3 18.200h9.600a3.6 3.6 0 0 0 .7-7.13 5.4 5.4 0 0 0-10.44-1.300A4.25 4.25 0 0 0 7.3 18.200Z" />
  ),
  carddav: (
    <>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
      <circle cx="9" cy="10.7" r="1.7" />
      <path d="M6.3 15.500c.4-1.4 1.4-2.1 2.7-2.100s2.3.7 2.7 2.100M14.7 10h3M14.7 13.500h3" />
    </>
  ),
};

export function ProviderMark({ provider, size = 20 }: { provider: string; size?: number }) {
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
      {drawings[provider as ProviderId] ?? drawings.carddav}
    </svg>
  );
}

/** “iCloud”, “Google”, … as people call them. */
export function useProviderName(): (provider: string) => string {
  const { t } = useTranslation('frame');
  return (provider) => t(`provider.${provider}`, { defaultValue: provider });
}
