/** Agreements and legal paths: what must be signed and on file before anything crosses. */
import { isoTime } from '../base/index.js';
import { PLAYERS } from './exchange-cast.js';
import { type Scene, type Told, until } from './exchange-scene.js';
import { jsonFile, type StagedNode } from './exchange-stage.js';

const DAY_MS = 86_400_000;

const BASIS = {
  'US bank': ['US.FIN-2025-G001', 'US.314b'],
  'MX bank': ['MX.LIC115-EXT', 'MX.LIC115-DOM', 'MX.UIF-REQ'],
  'MX authority': ['MX.UIF-REQ'],
} as const;

/** All sign one agreement; the institutions of each country another, under the law at home. */
export async function playAgreement(scene: Scene): Promise<Told> {
  const { stage, context } = scene;
  const parties = stage.nodes.filter(({ role }) => role !== 'witness');
  await filePermits(scene);
  scene.agreement = await agree(scene, 'joint', parties, (node) => {
    const end = `${node.country} ${node.role}`;
    return BASIS[end as keyof typeof BASIS];
  });
  const mexican = parties.filter(({ country }) => country === 'MX');
  const banks = mexican.filter(({ role }) => role === 'bank');
  scene.domestic = await agree(scene, 'domestic', banks, () => ['MX.LIC115-DOM']);
  scene.served = await agree(scene, 'served', mexican, () => ['MX.UIF-REQ']);
  const american = parties.filter(({ country }) => country === 'US');
  scene.registered = await agree(scene, 'registered', american, () => ['US.314b']);
  const { voice } = context;
  const signed = [
    [scene.agreement, parties.length],
    [scene.domestic, banks.length],
    [scene.served, mexican.length],
    [scene.registered, american.length],
  ] as const;
  return {
    step: 'agreement',
    lines: signed.map(([id, count]) =>
      voice.say('exchange.story.agreement.signed', { agreement: id.slice(0, 12), parties: count }),
    ),
    facts: { agreements: signed.map(([id]) => id) },
  };
}

/** US banks have a policy and their registrations on file, Mexican banks their named officers. */
async function filePermits(scene: Scene): Promise<void> {
  const { stage, context, root } = scene;
  const now = context.clock.now();
  const dates = ['--from', day(now - DAY_MS), '--until', day(now + 300 * DAY_MS), '--as', 'carla'];
  const file = async (key: StagedNode['key'], kind: string, holder: string, body: unknown) => {
    const input = jsonFile(root, `${key}-${kind}-${holder}`, body);
    const argv = ['exchange', 'permits', 'file', kind, '--input', input, '--holder', holder];
    await stage.ask(key, [...argv, ...dates]);
  };
  const banks = PLAYERS.filter(({ role }) => role === 'bank');
  for (const { key, node, country } of banks) {
    const near = banks.filter((each) => each.country === country);
    if (country === 'US') {
      const policy = {
        title: 'Sharing abroad',
        adopted_by: 'Board of directors',
        to_country: 'MX',
      };
      await file(key, 'policy', node, policy);
    }
    for (const { node: holder } of near) {
      const proof = { programme: '314b', reference: `DEMO-${holder}`, proof: 'portal look-up' };
      const named = { officers: ['rosa', 'evan'], format: 'CNBV' };
      if (country === 'US') await file(key, 'registration', holder, proof);
      else await file(key, 'named_officers', holder, named);
    }
  }
}

async function agree(
  scene: Scene,
  name: string,
  parties: readonly StagedNode[],
  basisOf: (node: StagedNode) => readonly string[],
): Promise<string> {
  const { stage, context, root } = scene;
  const now = context.clock.now();
  const cards = await Promise.all(
    parties.map(({ key }) => stage.ask<{ fingerprint: string }>(key, ['exchange', 'card'])),
  );
  const agreement = {
    version: 1,
    title: `Demo: ${name}`,
    parties: parties.map((node, index) => ({
      node: node.node,
      institution: node.names.en,
      country: node.country,
      role: node.role,
      legal_bases: basisOf(node),
      card: cards[index]?.fingerprint,
    })),
    purpose: 'fentanyl_proceeds',
    protocols: ['inquiry', 'discovery', 'search', 'order', 'feed', 'monitoring', 'tracing'],
    id_types: ['account', 'clabe', 'phone', 'email', 'rfc', 'payment'],
    elements_max: 20_000,
    budgets: { day: 300_000, epoch: 1_000_000 },
    stages: 'count_then_subjects',
    k_min: 3,
    retention_days: 365,
    tlp: 'AMBER',
    onward: 'none',
    epoch: { first_at: isoTime(now - DAY_MS), days: 30 },
    effective_at: isoTime(now - DAY_MS),
    expires_at: isoTime(now + 300 * DAY_MS),
    ...(name === 'joint'
      ? { operators: { US: 'exnbus33.us', MX: 'becemxmm.mx' }, hub: 'authority-demo.mx' }
      : {}),
  };
  const [first, ...others] = parties;
  if (first === undefined) throw new Error('an agreement has parties');
  const file = jsonFile(root, `agreement-${name}`, agreement);
  const sign = ['exchange', 'agreements', 'sign'];
  const { id } = await stage.ask<{ id: string }>(first.key, [...sign, file, '--as', 'carla']);
  for (const { key } of others) {
    await until(scene, async () => ((await stateAt(scene, key, id)) === null ? null : true));
    await stage.ask(key, [...sign, id, '--as', 'carla']);
  }
  for (const { key } of parties) {
    await until(scene, async () => ((await stateAt(scene, key, id)) === 'in_force' ? true : null));
  }
  return id;
}

async function stateAt(scene: Scene, key: StagedNode['key'], id: string): Promise<string | null> {
  const { agreements } = await scene.stage.ask<{
    agreements: readonly { readonly id: string; readonly state: string }[];
  }>(key, ['exchange', 'agreements', 'list']);
  return agreements.find((each) => each.id === id)?.state ?? null;
}

/** A Mexican bank tries to tell a US bank of a customer: nothing leaves. */
export async function playDenial(scene: Scene): Promise<Told> {
  const { stage, context } = scene;
  const begin = ['exchange', 'begin', 'tracing', '--agreement', scene.agreement];
  const input = jsonFile(scene.root, 'denied', traceOf(context.clock.now(), 'DEMO-000001'));
  const argv = [...begin, '--peer', 'ejbtus44.us', '--input', input, '--as', 'rosa'];
  const fault = await stage.refused('beno', argv);
  const { disclosures } = await stage.ask<{ disclosures: readonly unknown[] }>('beno', [
    'exchange',
    'disclosures',
  ]);
  const { voice } = context;
  return {
    step: 'denial',
    lines: [
      voice.say('exchange.story.denial.refused', { fault }),
      voice.say('exchange.story.denial.left', { disclosures: disclosures.length }),
    ],
    facts: { fault, disclosures: disclosures.length },
  };
}

export function traceOf(now: number, value: string) {
  return {
    reference: { kind: 'payment', value },
    amount_minor: '1',
    currency: 'MXN',
    paid_at: isoTime(now - DAY_MS),
    answer_within_hours: 24,
    hold_hours: null,
  };
}

function day(at_ms: number): string {
  return isoTime(at_ms).slice(0, 10);
}
