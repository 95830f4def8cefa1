// Ctrl-C, SIGTERM and a terminal that is closed end the program in order; Ctrl-C once more ends it at once.

/** One Ctrl-C may arrive several times: from the terminal and through npm. A person is slower than this. */
const SAME_SIGNAL_MS = 400;
/** What cannot end in order by then is ended: containers are killed soon after. */
const PATIENCE_MS = 25_000;

export interface Stopping {
  /** Aborts with the first signal. */
  signal: AbortSignal;
  /** Resolves with the first signal. */
  asked: Promise<void>;
}

export function listenForStop(): Stopping {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  let first = 0;
  const onSignal = (): void => {
    if (first && Date.now() - first > SAME_SIGNAL_MS) process.exit(130);
    if (!first) setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    first ||= Date.now();
    controller.abort();
    resolve();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  // Started by scripts/run.mjs: when that is killed, nobody is left to stop this process.
  if (process.connected) {
    process.once('disconnect', onSignal);
    process.channel?.unref();
  }
  return { signal: controller.signal, asked: promise };
}
