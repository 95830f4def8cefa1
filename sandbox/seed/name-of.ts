/** The name that an address speaks of: `anna.rossi@…` is Anna Rossi. */
export function nameOf(email: string): string {
  const words = email.split('@')[0]!.split(/[._-]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
