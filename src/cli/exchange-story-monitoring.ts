/** Banks name customers by tokens to a hub, which finds what none of them sees whole. */
import { isoTime } from '../base/index.js';
import { type Scene, type Told, until } from './exchange-scene.js';
import type { StagedNode } from './exchange-stage.js';
import { actAs, reached } from './exchange-story-sharing.js';

const DAY_MS = 86_400_000;
const CONTRIBUTORS = ['beno', 'bece'] as const;

interface Line {
  readonly id: string;
  readonly state: string;
  readonly protocol: string;
}

interface Learned {
  readonly hit: string;
  readonly shape: string;
  readonly accounts: readonly string[];
}

/** Mexican banks contribute to their authority; a US bank cannot; owners alone read the hits. */
export async function playMonitoring(scene: Scene): Promise<Told> {
  const { stage, context } = scene;
  const { voice } = context;
  const begin = ['begin', 'monitoring', '--agreement', scene.agreement, '--peer', 'becemxmm.mx'];
  const input = {
    from: '2024-01-01T00:00:00.000Z',
    until: isoTime(context.clock.now() + DAY_MS),
    banks: ['benomxmm.mx', 'becemxmm.mx', 'ejbtus44.us'],
  };
  const { session } = await actAs(scene, 'authority', begin, { input, officers: ['omar'] });
  const hub = String(session);
  const invited = new Map<string, string>();
  for (const key of CONTRIBUTORS) {
    const id = await invitation(scene, key);
    invited.set(key, id);
    await actAs(scene, key, ['act', id, 'contribute']);
    await reached(scene, key, id, ['contributed']);
  }
  const refused = await contributeAbroad(scene);
  await arrived(scene, hub, CONTRIBUTORS.length);
  await actAs(scene, 'authority', ['act', hub, 'run'], { officers: ['omar'] });
  await reached(scene, 'authority', hub, ['told']);
  const lines = [voice.say('exchange.story.monitoring.refused', { fault: refused })];
  const facts: Record<string, unknown> = { session: hub, refused };
  for (const [key, id] of invited) {
    const at = key as StagedNode['key'];
    await reached(scene, at, id, ['learned']);
    const shown = await stage.ask<{ answer: { readonly learned: readonly Learned[] } }>(at, [
      ...['exchange', 'act', id, 'show', '--as', 'rosa'],
    ]);
    const { learned } = shown.answer;
    const accounts = new Set(learned.flatMap((hit) => hit.accounts)).size;
    const { node } = stage.of(at);
    const about = { node, patterns: learned.length, accounts };
    lines.push(voice.say('exchange.story.monitoring.learned', about));
    facts[key] = { patterns: learned.length, accounts };
  }
  return { step: 'monitoring', lines, facts };
}

async function invitation(scene: Scene, key: StagedNode['key']): Promise<string> {
  return until(scene, async () => {
    const list = ['exchange', 'sessions', '--all'];
    const { sessions } = await scene.stage.ask<{ sessions: readonly Line[] }>(key, list);
    const found = sessions.find(
      ({ protocol, state }) => protocol === 'monitoring' && state === 'invited',
    );
    return found?.id ?? null;
  });
}

/** No law lets a US bank tell a Mexican authority: nothing of it is made a token either. */
async function contributeAbroad(scene: Scene): Promise<string> {
  const id = await invitation(scene, 'ejb');
  return scene.stage.refused('ejb', ['exchange', 'act', id, 'contribute', '--as', 'rosa']);
}

async function arrived(scene: Scene, hub: string, count: number): Promise<void> {
  await until(scene, async () => {
    const shown = await scene.stage.ask<{
      session: { readonly data: { readonly contributed: readonly string[] } };
    }>('authority', ['exchange', 'show', hub]);
    return shown.session.data.contributed.length >= count ? true : null;
  });
}
