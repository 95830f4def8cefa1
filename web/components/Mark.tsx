/** Rubrica's mark: an address book with its thumb index. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ color: 'var(--mantine-color-anchor)', flex: 'none' }}
      aria-hidden
    >
      <path d="M6.5 3h9.200c.7 0 1.3.6 1.3 1.300v15.400c0 .7-.6 1.3-1.3 1.300H6.500A2.5 2.5 0 0 1 4 18.500v-13A2.5 2.5 0 0 1 6.5 3Z" />
      <path d="M17 6h2.200c.4 0 .8.4.8.800v2.400h-3M17 10.500h3v3.400h-3M17 15.200h3v2.200c0 .4-.4.8-.8.8H17" />
      <circle cx="10.5" cy="9.6" r="1.9" />
      <path d="M7.6 16c.5-1.8 1.6-2.7 2.9-2.700s2.4.9 2.9 2.7" />
    </svg>
  );
}
