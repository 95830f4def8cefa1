// The dialogs that are heard everywhere, opened from anywhere: `Keys.tsx` listens.

export const SHOW = 'rubrica:keys';
export const SHOW_PALETTE = 'rubrica:palette';

/** Its keys have other names. */
export const isMac = /Mac|iP(?:hone|ad)/.test(navigator.userAgent);

/** Opens the list of keys, as `?` does. */
export const showKeys = (): boolean => window.dispatchEvent(new Event(SHOW));

/** Opens the palette, as Ctrl K does. */
export const showPalette = (): boolean => window.dispatchEvent(new Event(SHOW_PALETTE));
