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
  | { type: 'queue.changed'; accountId: string }
  | { type: 'record.changed'; recordId: string }
  | { type: 'account.changed'; accountId: string }
  | { type: 'conflict.opened'; recordId: string; field: string };

/** Who may see an event: one user, or everybody signed in. */
export type EventAudience = { userId: string } | 'everybody';
