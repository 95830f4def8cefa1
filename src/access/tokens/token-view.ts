import type { token } from '../../database/schema.ts';

export interface TokenView {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** Null: never. A token that is over stays listed until it is revoked, so that one sees why a script stopped. */
  expiresAt: string | null;
}

/** A token as its owner sees it: never the token itself, nor its hash. */
export const tokenView = (row: typeof token.$inferSelect): TokenView => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
});
