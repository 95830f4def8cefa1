/** The token in an Authorization header; empty without one. */
export const bearerOf = (header: string | undefined): string =>
  /^bearer +(\S.*)$/i.exec(header ?? '')?.[1] ?? '';
