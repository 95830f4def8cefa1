// Each business event once. They say that something moved and where to look; they carry no contact data.

export type RubricaEvent =
  | {
      type: 'run.progress';
      accountId: string;
      runId: string;
      done: number;
      expected: number | null;
      queued: number;
    }
  | { type: 'run.finished'; accountId: string; runId: string; state: string }
  | { type: 'import.progress'; importId: string; done: number; total: number }
  | { type: 'import.finished'; importId: string; state: string }
  | { type: 'queue.changed'; accountId: string }
  | { type: 'record.changed'; recordId: string }
  | { type: 'account.changed'; accountId: string }
  | { type: 'conflict.opened'; recordId: string; field: string }
  /** What records consist of has changed. */
  | { type: 'fields.changed' }
  /** What the hearer may do has changed. */
  | { type: 'access.changed' }
  /** Somebody asks for access, or such a request was decided. */
  | { type: 'access.requested' }
  /** The hearer's own request was decided. */
  | { type: 'access.decided'; permission: string; state: 'approved' | 'declined' };

/** Who may see an event: one user, or everybody signed in. */
export type EventAudience = { userId: string } | 'everybody';
