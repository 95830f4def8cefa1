/**
 * A language as it is written where the reader is: dates of Britain or the United States, numbers of Spain or Mexico. The
 * browser names the region with that language, or with another one.
 */
export function regional(language: string): string {
  const tags = globalThis.navigator?.languages ?? [];
  const tag = tags.find((each) => each.startsWith(`${language}-`)) ?? tags[0];
  const region = tag && new Intl.Locale(tag).region;
  return region ? `${language}-${region}` : language;
}
