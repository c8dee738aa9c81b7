/** Banks ask one another, and find out whom both suspect. */
import { isoTime } from '../base/index.js';
import { type Scene, type Told, until } from './exchange-scene.js';
import { jsonFile, type StagedNode } from './exchange-stage.js';

/** Begins a session, or acts in one, as two officers where two are needed. */
export async function actAs(
  { stage, root }: Scene,
  key: StagedNode['key'],
  argv: readonly string[],
  given: { readonly input?: unknown; readonly officers?: readonly string[] } = {},
): Promise<Record<string, unknown>> {
  const { input, officers = ['rosa', 'evan'] } = given;
  const file = input === undefined ? [] : ['--input', jsonFile(root, `input-${key}`, input)];
  let done: Record<string, unknown> = {};
  let line = [...argv];
  for (const officer of officers) {
    done = await stage.ask(key, ['exchange', ...line, ...file, '--as', officer]);
    // Whoever comes second approves in the session that the first one opened.
    if (line[0] === 'begin') line = ['act', String(done.session), actionOf(argv)];
  }
  return done;
}

const FIRST: Readonly<Record<string, string>> = {
  inquiry: 'request',
  discovery: 'propose',
  search: 'publish',
  order: 'serve',
  feed: 'issue',
  monitoring: 'invite',
  tracing: 'trace',
};

function actionOf(argv: readonly string[]): string {
  return FIRST[argv[1] ?? ''] ?? '';
}

interface Line {
  readonly id: string;
  readonly state: string;
  readonly protocol: string;
  readonly peer: string;
}

/** The state of a session at a node, once it is one of these. */
export async function reached(
  scene: Scene,
  key: StagedNode['key'],
  id: string,
  states: readonly string[],
): Promise<string> {
  return until(scene, async () => {
    const list = ['exchange', 'sessions', '--all'];
    const { sessions } = await scene.stage.ask<{ sessions: readonly Line[] }>(key, list);
    const state = sessions.find((each) => each.id === id)?.state ?? '';
    return states.includes(state) ? state : null;
  });
}

/** A US bank asks another about a payment between them; two officers of the other answer. */
export async function playInquiry(scene: Scene): Promise<Told> {
  const { context, cues, stage } = scene;
  const { voice } = context;
  const begin = ['begin', 'inquiry', '--agreement', scene.registered, '--peer', 'exnbus33.us'];
  const request = {
    about: {
      kind: 'payment',
      references: [{ kind: 'own_reference', value: cues.inquiry }],
      amount_minor: '100',
      currency: 'USD',
      paid_on: isoTime(context.clock.now()).slice(0, 10),
    },
    questions: ['beneficiary', 'purpose'],
    urgency: 'urgent',
  };
  const { session } = await actAs(scene, 'ejb', begin, { input: request, officers: ['rosa'] });
  const id = String(session);
  await reached(scene, 'exn', id, ['to_answer']);
  const provide = {
    answers: [
      { question: 'beneficiary', text: 'A trading firm, customer since 2019.', parties: [] },
      {
        question: 'purpose',
        text: 'Invoices for packaging; none was shown on request.',
        parties: [],
      },
    ],
    documents: [],
    final: true,
  };
  await actAs(scene, 'exn', ['act', id, 'provide'], { input: provide });
  const state = await reached(scene, 'ejb', id, ['answered', 'closed']);
  const { disclosures } = await stage.ask<{
    disclosures: readonly {
      readonly way: string;
      readonly record: { readonly approvals: unknown };
    }[];
  }>('exn', ['exchange', 'disclosures']);
  return {
    step: 'inquiry',
    lines: [
      voice.say('exchange.story.inquiry.asked', { payment: cues.inquiry }),
      voice.say('exchange.story.inquiry.answered', { disclosures: disclosures.length }),
    ],
    facts: { session: id, state, disclosures },
  };
}

/** A Mexican bank learns which of its suspects a US bank suspects too, which learns nothing. */
export async function playDiscovery(scene: Scene): Promise<Told> {
  const { stage, context } = scene;
  const { voice } = context;
  const begin = ['begin', 'discovery', '--agreement', scene.agreement, '--peer', 'ejbtus44.us'];
  const proposal = { learner: 'us', id_types: ['clabe', 'email'], stage_two: 'always' };
  const { session } = await actAs(scene, 'bece', begin, { input: proposal });
  const id = String(session);
  await reached(scene, 'ejb', id, ['offered', 'awaiting_batch']);
  await actAs(scene, 'ejb', ['act', id, 'accept'], { input: { reveals: true } });
  await reached(scene, 'bece', id, ['learned']);
  const shown = await stage.ask<{
    answer: { readonly band: string; readonly matched: readonly unknown[] };
  }>('bece', ['exchange', 'act', id, 'show', '--as', 'rosa']);
  const them = await stage.ask<{ session: { readonly data: Record<string, unknown> } }>('ejb', [
    ...['exchange', 'show', id],
  ]);
  const { band, matched } = shown.answer;
  const { rows } = them.session.data;
  return {
    step: 'discovery',
    lines: [
      voice.say('exchange.story.discovery.learned', {
        node: stage.of('bece').node,
        band,
        matched: matched.length,
      }),
      voice.say('exchange.story.discovery.other', { rows: Number(rows) }),
    ],
    facts: { session: id, band, matched, padded_to: rows, other_side: them.session.data },
  };
}
