/** What an authority publishes for all: signed, tried on one's own history, adopted by two. */
import { isoTime } from '../base/index.js';
import type { Scene, Told } from './exchange-scene.js';
import { actAs, reached } from './exchange-story-sharing.js';

const DAY_MS = 86_400_000;

interface Preview {
  readonly customers: number;
  readonly items: readonly { readonly id: string; readonly customers?: number }[];
}

/** The authority issues an edition; a bank sees what it would have found, adopts, and says so. */
export async function playFeed(scene: Scene): Promise<Told> {
  const { context, stage } = scene;
  const { voice } = context;
  const begin = ['begin', 'feed', '--agreement', scene.served, '--peer', 'benomxmm.mx'];
  const edition = {
    feed: 'demo-indicators',
    title: { en: 'Demo indicators', es: 'Indicadores de demostración' },
    valid_until: isoTime(context.clock.now() + 90 * DAY_MS),
    tlp: 'AMBER',
    pap: 'AMBER',
    kind: 'full',
    items: ['XSAMUS31', 'XMODUS32'].map((value) => ({
      type: 'indicator',
      id: `institution-${value.toLowerCase()}`,
      area: 'fentanyl_proceeds',
      published_in: 'DEMO/2026/2',
      indicator: { list: 'demo_institutions', kind: 'institution', value },
    })),
  };
  const officers = ['omar', 'nora'];
  const { session } = await actAs(scene, 'authority', begin, { input: edition, officers });
  const id = String(session);
  await reached(scene, 'beno', id, ['received']);
  const preview = await actAs(scene, 'beno', ['act', id, 'preview'], { officers: ['rosa'] });
  const { customers, items } = preview.answer as Preview;
  const broad = edition.items.map((item) => item.id);
  await actAs(scene, 'beno', ['act', id, 'adopt'], { input: { broad } });
  await actAs(scene, 'beno', ['act', id, 'feedback'], { officers: ['rosa'] });
  const state = await reached(scene, 'beno', id, ['adopted']);
  const node = stage.of('beno').node;
  return {
    step: 'feed',
    lines: [
      voice.say('exchange.story.feed.previewed', { node, customers, items: items.length }),
      voice.say('exchange.story.feed.adopted', { node }),
    ],
    facts: { session: id, state, preview: preview.answer },
  };
}
