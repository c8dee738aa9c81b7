/** What an authority asks of banks of its country: a search that shows no list, and an order. */

import type { Scene, Told } from './exchange-scene.js';
import { jsonFile, type StagedNode } from './exchange-stage.js';
import { actAs, reached } from './exchange-story-sharing.js';

/** Invented people whom no bank holds: the list is longer than what any bank learns of it. */
const STRANGERS = ['persona.inventada.1', 'persona.inventada.2', 'persona.inventada.3'];

interface Searched {
  readonly bank: StagedNode['key'];
  readonly found: number;
  readonly state: string;
}

/** The authority's list as tokens; each bank learns only whom it holds, and answers that. */
export async function playSearch(scene: Scene): Promise<Told> {
  const { cues, context } = scene;
  const { voice } = context;
  const listed = cues.listed.slice(0, 8).map(({ account }, index) => ({
    tracking_number: `DEMO-${index + 1}`,
    claims: [{ type: 'clabe', value: account }],
  }));
  const strangers = STRANGERS.map((name, index) => ({
    tracking_number: `DEMO-X${index + 1}`,
    claims: [{ type: 'email', value: `${name}@example.com` }],
  }));
  const subjects = [...listed, ...strangers];
  const done: Searched[] = [];
  for (const bank of ['beno', 'bece'] as const) {
    done.push(await searchAt(scene, bank, subjects));
  }
  return {
    step: 'search',
    lines: done.map(({ bank, found }) =>
      voice.say('exchange.story.search.found', {
        node: scene.stage.of(bank).node,
        found,
        subjects: subjects.length,
      }),
    ),
    facts: { subjects: subjects.length, banks: done },
  };
}

async function searchAt(
  scene: Scene,
  bank: StagedNode['key'],
  subjects: readonly unknown[],
): Promise<Searched> {
  const { stage } = scene;
  const { node } = stage.of(bank);
  const begin = ['begin', 'search', '--agreement', scene.served, '--peer', node];
  const list = { reference: 'DEMO/2026/1', id_types: ['clabe', 'email'], subjects };
  const { session } = await actAs(scene, 'authority', begin, {
    input: list,
    officers: ['omar', 'nora'],
  });
  const id = String(session);
  await reached(scene, bank, id, ['received']);
  const named = { officers: ['rosa', 'evan'] };
  await actAs(scene, bank, ['act', id, 'name'], { input: named, officers: ['carla'] });
  const one = { officers: ['rosa'] };
  await actAs(scene, bank, ['act', id, 'search'], one);
  await reached(scene, bank, id, ['review']);
  const review = await actAs(scene, bank, ['act', id, 'review'], one);
  const found = review.answer as readonly { readonly subject: string }[];
  const proposal = { subjects: found.map((each) => each.subject), contact: 'rosa@example.com' };
  await actAs(scene, bank, ['act', id, 'propose'], { ...one, input: proposal });
  await actAs(scene, bank, ['act', id, 'confirm'], { input: proposal, officers: ['evan'] });
  const state = await reached(scene, bank, id, ['answered', 'closed']);
  return { bank, found: found.length, state };
}

/** An order to freeze: matched against the book, executed and answered by two officers each. */
export async function playOrder(scene: Scene): Promise<Told> {
  const { cues, context } = scene;
  const { voice } = context;
  const target = cues.listed.find(({ bank }) => bank === 'BENOMXMM');
  const begin = ['begin', 'order', '--agreement', scene.served, '--peer', 'benomxmm.mx'];
  const order = {
    folio: 'DEMO/UIF/2026/7',
    issuer: 'UIF',
    articles: ['115 LIC'],
    kind: 'freeze',
    subjects: [
      {
        reference: 'S-1',
        name: 'Cliente inventado',
        claims: [{ type: 'clabe', value: target?.account ?? '' }],
      },
    ],
    business_days: 1,
    text: '',
  };
  jsonFile(scene.root, 'order', order);
  const { session } = await actAs(scene, 'authority', begin, {
    input: order,
    officers: ['omar', 'nora'],
  });
  const id = String(session);
  await reached(scene, 'beno', id, ['served', 'received', 'to_match']);
  await actAs(scene, 'beno', ['act', id, 'match'], { officers: ['rosa'] });
  await actAs(scene, 'beno', ['act', id, 'execute'], { input: {} });
  await actAs(scene, 'beno', ['act', id, 'reply'], { input: {} });
  const state = await reached(scene, 'authority', id, ['replied', 'answered', 'closed']);
  return {
    step: 'order',
    lines: [voice.say('exchange.story.order.done', { folio: order.folio })],
    facts: { session: id, state },
  };
}
