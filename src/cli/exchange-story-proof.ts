/** Money followed across the border once counsel has opened the path; and proof of all of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoTime, sha256 } from '../base/index.js';
import { BANKS } from './exchange-cast.js';
import type { Scene, Told } from './exchange-scene.js';
import { jsonFile, type StagedNode } from './exchange-stage.js';
import { traceOf } from './exchange-story-law.js';
import { actAs, reached } from './exchange-story-sharing.js';

const DAY_MS = 86_400_000;

interface Answer {
  readonly linked: boolean;
  readonly answer: { readonly node: string; readonly status: string };
}

/** Closed at first; then counsel's opinion and a release are filed, and the trace goes through. */
export async function playTracing(scene: Scene): Promise<Told> {
  const { stage, context, cues } = scene;
  const { voice } = context;
  const input = { ...traceOf(context.clock.now(), cues.trace.id), ...amountOf(cues.trace) };
  const begin = ['begin', 'tracing', '--agreement', scene.agreement, '--peer', 'benomxmm.mx'];
  const first = await actAs(scene, 'ejb', begin, { input, officers: ['rosa'] });
  const closed = await reached(scene, 'ejb', String(first.session), ['closed', 'traced']);
  await openPath(scene, 'beno', ['ejbtus44.us']);
  const { session } = await actAs(scene, 'ejb', begin, { input, officers: ['rosa'] });
  const id = String(session);
  await reached(scene, 'ejb', id, ['traced']);
  const shown = await stage.ask<{ session: { data: { answers: readonly Answer[] } } }>('ejb', [
    ...['exchange', 'show', id],
  ]);
  const { answers } = shown.session.data;
  const went = inOrderWithCounts(
    answers.map(({ answer, linked }) => `${answer.node} ${answer.status}${linked ? '' : ' ?'}`),
  );
  return {
    step: 'tracing',
    lines: [
      voice.say('exchange.story.tracing.closed', { state: closed }),
      voice.say('exchange.story.tracing.went', { payment: cues.trace.id, went: went.join(' → ') }),
    ],
    facts: { closed, answers },
  };
}

/** Each once, as it first comes, with how often where that is more. */
function inOrderWithCounts(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
}

function amountOf({ amount_minor, currency }: Scene['cues']['trace']) {
  return { amount_minor, currency };
}

/** Counsel's opinion, for this agreement, and the compliance officer's release to each peer. */
async function openPath(
  scene: Scene,
  key: StagedNode['key'],
  to: readonly string[],
): Promise<void> {
  const { stage, context, root } = scene;
  const now = context.clock.now();
  const day = (at: number) => isoTime(at).slice(0, 10);
  const dates = ['--from', day(now - DAY_MS), '--until', day(now + 60 * DAY_MS)];
  const opinion = {
    counsel: 'Lucía Ejemplo',
    document_sha256: sha256('Invented opinion of the demo'),
    to_country: 'US',
    agreement: scene.agreement,
    id_types: ['account', 'clabe', 'phone', 'email', 'rfc', 'payment'],
    legal_basis: 'MX.LIC115-EXT',
  };
  const file = ['exchange', 'permits', 'file'];
  const opinionFile = jsonFile(root, `${key}-opinion`, opinion);
  await stage.ask(key, [...file, 'opinion', '--input', opinionFile, ...dates, '--as', 'lucia']);
  for (const node of to) {
    const release = { agreement: scene.agreement, to: node, note: 'Demo' };
    const releaseFile = jsonFile(root, `${key}-release`, release);
    await stage.ask(key, [...file, 'release', '--input', releaseFile, ...dates, '--as', 'carla']);
  }
}

/** A witness signs every log, both ends agree, and nobody holds what it was not told. */
export async function playVerify(scene: Scene): Promise<Told> {
  const { stage, context } = scene;
  const { voice } = context;
  const seen = await stage.ask<{ seen: readonly { readonly size: number }[] }>('witness', [
    ...['exchange', 'cosign'],
  ]);
  let [agreed, differing] = [0, 0];
  for (const { key } of BANKS) {
    const { compared } = await stage.ask<{
      compared: readonly { readonly agreed: number; readonly differences: readonly unknown[] }[];
    }>(key, ['exchange', 'verify']);
    for (const each of compared) {
      agreed += each.agreed;
      differing += each.differences.length;
    }
  }
  const found = scan(scene);
  return {
    step: 'verify',
    lines: [
      voice.say('exchange.story.verify.witnessed', { logs: seen.seen.length }),
      voice.say('exchange.story.verify.ends', { agreed, differing }),
      voice.say('exchange.story.verify.scanned', found),
    ],
    facts: { agreed, differing, ...found },
  };
}

/**
 * Looks for every account number and address of each bank's files in the bytes of all messages that
 * other nodes hold. Orders and inquiries name some in clear, as they must; nothing else may.
 */
function scan({ stage, root, cues }: Scene) {
  const named = new Set(cues.listed.map(({ account }) => account));
  let [identifiers, messages, leaked] = [0, 0, 0];
  for (const { key } of BANKS) {
    const text = ['account', 'party']
      .map((name) => readFileSync(join(root, `${key}-files`, `${name}.csv`), 'utf8'))
      .join('\n');
    const own = new Set(text.match(/\b\d{18}\b|\b\d{9}-\d{4,17}\b|[\w.]+@example\.com/g) ?? []);
    identifiers += own.size;
    for (const other of stage.nodes) {
      if (other.key === key) continue;
      for (const bytes of messagesOf(other.folder)) {
        messages++;
        const said = new Set(
          bytes.match(/\b\d{18}\b|\b\d{9}-\d{4,17}\b|[\w.]+@example\.com/g) ?? [],
        );
        for (const each of said) if (own.has(each) && !named.has(each)) leaked++;
      }
    }
  }
  return { identifiers, messages, leaked };
}

function messagesOf(folder: string): readonly string[] {
  const root = join(folder, 'exchange', 'messages');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => clear(readFileSync(join(entry.parentPath, entry.name))));
}

/** The bytes as they are, and the payload of the envelope, which is base64 there. */
function clear(bytes: Buffer): string {
  const length = bytes.readUInt32BE(0);
  const envelope = bytes.subarray(4, 4 + length).toString();
  const { payload = '' } = JSON.parse(envelope) as { readonly payload?: string };
  const rest = bytes.subarray(4 + length).toString('latin1');
  return `${Buffer.from(payload, 'base64').toString()}\n${rest}`;
}
