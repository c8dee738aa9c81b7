/** The story of the exchange's demo: what is done, what each node learned, and what it did not. */
import type { Scene, Told } from './exchange-scene.js';
import { playOrder, playSearch } from './exchange-story-authority.js';
import { playFeed } from './exchange-story-feed.js';
import { playAgreement, playDenial } from './exchange-story-law.js';
import { playMonitoring } from './exchange-story-monitoring.js';
import { playTracing, playVerify } from './exchange-story-proof.js';
import { playDiscovery, playInquiry } from './exchange-story-sharing.js';
import { tell } from './say.js';

const STEPS: readonly ((scene: Scene) => Promise<Told>)[] = [
  playAgreement,
  playInquiry,
  playDenial,
  playDiscovery,
  playSearch,
  playOrder,
  playFeed,
  playMonitoring,
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
