import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Parsing costs more than all the rest of a contact, and the same numbers are asked for again and again. */
const remembered = new Map<string, string | undefined>();
const rememberedLimit = 100_000;

/** E.164 of a number as its owner's country reads it; undefined when it is no valid number there. */
export function canonicalForm(value: string, region: CountryCode): string | undefined {
  const key = region + value;
  if (remembered.has(key)) return remembered.get(key);
  const parsed = parsePhoneNumberFromString(value, region);
  const canonical = parsed?.isValid() ? parsed.number : undefined;
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(key, canonical);
  return canonical;
}

/** Country names in the languages of the seeds → ISO code. */
const codes = new Map<string, string>();
const english = new Intl.DisplayNames('en', { type: 'region' });
for (const names of ['en', 'it', 'es', 'de', 'fr', 'ja'].map(
  (one) => new Intl.DisplayNames(one, { type: 'region' }),
)) {
  for (let number = 0; number < 26 * 26; number++) {
    const code = String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26));
    const name = names.of(code);
    if (name && name !== code && !codes.has(name.toLowerCase())) codes.set(name.toLowerCase(), code);
  }
}

export const countryCodeOf = (country: string): string | undefined =>
  codes.get(country.toLowerCase()) ?? (/^[A-Z]{2}$/.test(country) ? country : undefined);

export function countryNameOf(code: string): string | undefined {
  return /^[A-Za-z]{2}$/.test(code) ? english.of(code.toUpperCase()) : undefined;
}
