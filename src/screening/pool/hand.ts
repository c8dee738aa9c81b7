import type { Answer, Ask, Channel, Results } from './wire.js';

/** A thread that runs {@link serveScreener}. */
export interface ScreenWorker extends Channel {
  on(event: 'message', heard: (message: unknown) => void): unknown;
  on(event: 'error', heard: (error: Error) => void): unknown;
  on(event: 'exit', heard: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** A question that waits for a free worker. */
export interface Task {
  readonly ask: Ask;
  resolve(result: Results[Ask['ask']]): void;
  reject(error: Error): void;
}

/** One worker: what it is doing, and what becomes of it. */
export interface Hand {
  isFree(): boolean;
  isLost(): boolean;
  take(task: Task): void;
  end(): Promise<void>;
}

/** Watches over a worker; `onFree` is told when it can take a task, or never will again. */
export function hire(worker: ScreenWorker, onFree: () => void): Hand {
  let doing: Task | null = null;
  let lost = false;
  const lose = (error: Error) => {
    lost = true;
    doing?.reject(error);
    doing = null;
    onFree();
  };
  worker.on('error', lose);
  worker.on('exit', (code) => lose(new Error(`a screening worker ended (${code})`)));
  worker.on('message', (message) => {
    const heard = message as Answer;
    const task = doing;
    doing = null;
    if (heard.answer === 'done') task?.resolve(heard.result);
    else task?.reject(new Error(heard.reason));
    onFree();
  });
  return {
    isFree: () => doing === null && !lost,
    isLost: () => lost,
    take(task) {
      doing = task;
      worker.postMessage(task.ask);
    },
    async end() {
      lost = true;
      await worker.terminate();
    },
  };
}
