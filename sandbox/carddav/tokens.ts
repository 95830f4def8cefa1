/** How sync tokens look. All are opaque to clients; the forms provoke the known ways of spoiling them (numbers, unescaped XML). */
export interface TokenForm {
  write(generation: number, sequence: number): string;
  /** Undefined when the token is not one of this form. */
  read(token: string): { generation: number; sequence: number } | undefined;
}

function form(write: TokenForm['write'], pattern: RegExp): TokenForm {
  return {
    write,
    read(token) {
      const match = pattern.exec(token);
      return match ? { generation: Number(match[1]), sequence: Number(match[2]) } : undefined;
    },
  };
}

/** The look of iCloud's: base64 with `+`, `/` and `=` in it. */
const base64: TokenForm = {
  write: (generation, sequence) =>
    `HwoQEgwAA+/${Buffer.from(`${generation}:${sequence}`).toString('base64')}=`,
  read(token) {
    if (!token.startsWith('HwoQEgwAA+/')) return undefined;
    const match = /^(\d+):(\d+)$/.exec(Buffer.from(token.slice(11, -1), 'base64').toString());
    return match ? { generation: Number(match[1]), sequence: Number(match[2]) } : undefined;
  },
};

export const tokenForms = {
  base64,
  /** A URL with a query: needs XML escaping when it is sent back. */
  url: form((g, s) => `http://sandbox.example/ns/sync?g=${g}&s=${s}`, /\?g=(\d+)&s=(\d+)$/),
  /** DAViCal and Cyrus. */
  data: form((g, s) => `data:,${g}-${s}`, /^data:,(\d+)-(\d+)$/),
  /** SOGo's are digits only; these lose precision as soon as somebody makes a number of them. */
  digits: form((g, s) => `17953${g}${String(s).padStart(15, '0')}`, /^17953(\d+)(\d{15})$/),
  /** No token at the end of an answer, only its empty element. */
  none: form(() => '', /^$/),
} satisfies Record<string, TokenForm>;
