/** Where a provider sends people back to: made of RUBRICA_URL, registered with the provider letter by letter. */
export const redirectAddress = (url: string, provider: string): string =>
  new URL(`/oauth/callback/${provider}`, url).href;
