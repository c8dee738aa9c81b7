/** The story of the exchange's demo: what is done, what each node learned, and what it did not. */
import { isoTime } from '../base/index.js';
import type { CommandContext } from './context.js';
import type { Cues } from './exchange-demo-data.js';
import type { Stage } from './exchange-stage.js';
import { playOrder, playSearch } from './exchange-story-authority.js';
import { playAgreement, playDenial } from './exchange-story-law.js';
import { playTracing, playVerify } from './exchange-story-proof.js';
import { playDiscovery, playInquiry } from './exchange-story-sharing.js';
import { tell } from './say.js';

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

const STEPS: readonly ((scene: Scene) => Promise<Told>)[] = [
  playAgreement,
  playInquiry,
  playDenial,
  playDiscovery,
  playSearch,
  playOrder,
  playTracing,
  playVerify,
];

export async function tellStory(
  given: Pick<Scene, 'context' | 'stage' | 'root' | 'cues'>,
): Promise<readonly Told[]> {
  const { context } = given;
  const scene: Scene = { ...given, agreement: '', domestic: '', served: '', registered: '' };
  const told: Told[] = [];
  for (const [index, play] of STEPS.entries()) {
    const began = context.clock.now();
    const step = await play(scene);
    told.push(step);
    const seconds = ((context.clock.now() - began) / 1000).toFixed(1);
    const title = context.voice.say(`exchange.story.${step.step}`);
    tell(context, `\n${index + 1}. ${title}  (${seconds} s)`);
    for (const line of step.lines) tell(context, `   ${line}`);
  }
  return told;
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
