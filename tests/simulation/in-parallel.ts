// Jobs over worker threads, each taking the next when it is done with one.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './worker.ts';

/** Answers as they come. Whoever stops listening stops the workers. */
export async function* inParallel(
  jobs: Iterable<Job>,
  workers = availableParallelism(),
): AsyncGenerator<Answer> {
  const queue = jobs[Symbol.iterator]();
  const answers: Answer[] = [];
  let wake: () => void = () => {};
  let failure: unknown = null;
  let busy = 0;
  const give = (worker: Worker): void => {
    const { value, done } = queue.next();
    if (done) return;
    busy += 1;
    worker.postMessage(value);
  };
  const threads = Array.from({ length: workers }, () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', (answer: Answer) => {
      answers.push(answer);
      busy -= 1;
      give(worker);
      wake();
    });
    worker.on('error', (error) => {
      failure = error;
      wake();
    });
    give(worker);
    return worker;
  });
  try {
    while (busy > 0 || answers.length > 0) {
      const answer = answers.shift();
      if (answer) yield answer;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (failure !== null) throw failure;
    }
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()));
  }
}
