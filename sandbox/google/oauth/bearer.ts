/** The token in an Authorization header; empty without one. */
export const bearerOf = (header: string | undefined): string =>
  /^bearer +(.+)$/i.exec(header ?? '')?.[1] ?? '';
