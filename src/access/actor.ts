// Who is acting. Every verb takes one; nothing in Rubrica acts without saying for whom.

export type Role = 'administrator' | 'user';

export interface Actor {
  userId: string;
  role: Role;
  /** The browser session, when there is one: scripts and jobs have none. */
  sessionId?: string;
}
