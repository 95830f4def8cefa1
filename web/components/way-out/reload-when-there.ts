/** Loads the page anew, at the same address, if the server answers: one that is away has no page to load. */
export const reloadWhenThere = (): Promise<unknown> =>
  fetch('/health').then(
    ({ ok }) => ok && location.reload(),
    () => undefined,
  );
