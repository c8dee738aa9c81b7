/** What a step of the exchange's story is given, and what it tells. */
import { isoTime } from '../base/index.js';
import type { CommandContext } from './context.js';
import type { Cues } from './exchange-demo-data.js';
import type { Stage } from './exchange-stage.js';

/** What a step is given, and what it leaves for the next. */
export interface Scene {
  readonly context: CommandContext;
  readonly stage: Stage;
  readonly root: string;
  readonly cues: Cues;
  /** The agreement between all, once it is in force. */
  agreement: string;
  /** The agreement between the Mexican banks. */
  domestic: string;
  /** The agreement of the Mexican banks with the authority that serves them. */
  served: string;
  /** The agreement between the US banks. */
  registered: string;
}

/** One step, told: facts that were read from the nodes, never from the script. */
export interface Told {
  readonly step: string;
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Waits until a node says so: messages travel by themselves. */
export async function until<T>(
  scene: Scene,
  ask: () => Promise<T | null>,
  ms_max = 60_000,
): Promise<T> {
  const end = scene.context.clock.now() + ms_max;
  for (;;) {
    const got = await ask();
    if (got !== null) return got;
    if (scene.context.clock.now() > end) throw new Error(`no answer by ${isoTime(end)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
