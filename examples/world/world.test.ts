import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../../src/base/index.js';
import { generateWorld, SCHEME_KINDS, type WorldOptions, writeWorld } from './index.js';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function hashes(options: WorldOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'puente-world-'));
  folders.push(folder);
  await writeWorld(options, folder);
  const names = (await readdir(folder)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return names.map((name, index) => `${name} ${sha256(files[index] ?? '')}`);
}

const lines = (options: WorldOptions) =>
  [...generateWorld(options).payments()].map((payment) => payment.line);

test('the same seed writes the same bytes, another seed does not', async () => {
  const options = { seed: 'one', schemes: true, scale: 0.1 };
  const first = await hashes(options);
  expect(await hashes(options)).toEqual(first);
  const other = await hashes({ ...options, seed: 'two' });
  const same = first.filter((line, index) => line === other[index]).map((l) => l.split(' ')[0]);
  expect(same).toEqual(['institution.csv', 'place.csv', 'relationship.csv']);
});

test('without schemes, innocent lines stay as they were, byte for byte and in order', () => {
  const options = { seed: 'one', scale: 0.1 };
  const innocent = lines({ ...options, schemes: false });
  const world = generateWorld({ ...options, schemes: true });
  const members = new Set(world.schemes.flatMap((scheme) => scheme.members));
  const touches = (line: string) => line.split(',', 4).some((cell) => members.has(cell));
  const innocents = new Set(innocent);
  const kept: string[] = [];
  const planted: string[] = [];
  for (const { line } of world.payments()) (innocents.has(line) ? kept : planted).push(line);
  expect(kept).toEqual(innocent);
  expect(planted.length).toBeGreaterThan(world.labels.length);
  // What is planted touches a member; only a victim's own money, moved for the fraud, does not.
  const victims = new Set(world.labels.map((label) => label.payment_id));
  const stray = planted.filter((line) => !touches(line) && !victims.has(line.split(',')[0] ?? ''));
  expect(stray).toEqual([]);
});

test('payments come in order of time and id', () => {
  const keys = [...generateWorld({ seed: 'one', scale: 0.1, schemes: true }).payments()].map(
    ({ id, movement }) => `${movement.at} ${id}`,
  );
  expect(keys).toEqual([...keys].sort());
});

test('one scheme is the same whether or not others are planted', () => {
  const options = { seed: 'one', scale: 0.1 };
  const alone = generateWorld({ ...options, schemes: ['layering_cycle'] });
  const together = generateWorld({ ...options, schemes: true });
  const among = together.schemes.filter((scheme) => scheme.kind === 'layering_cycle');
  expect(alone.schemes).toEqual(among);
});

test('each kind plants payments, names subjects and says what happens in both languages', () => {
  const { schemes, labels } = generateWorld({ seed: 'three', schemes: true, scale: 0.1 });
  expect(schemes.map((scheme) => scheme.kind)).toEqual(SCHEME_KINDS.map((kind) => kind.id));
  const accounts = new Map(schemes.map((s) => [s.id, new Set(s.members)]));
  for (const scheme of schemes) {
    expect(scheme.payments, scheme.id).toBeGreaterThan(5);
    expect(scheme.subjects.length, scheme.id).toBeGreaterThan(1);
    expect(scheme.first_day <= scheme.last_day).toBe(true);
    expect(scheme.description.en).not.toBe(scheme.description.es);
  }
  const nameless = labels.filter((label) => !accounts.get(label.scheme_id)?.has(label.account));
  expect(nameless.filter((label) => label.scheme_kind !== 'timeshare_fraud')).toEqual([]);
});

test('an unknown kind of scheme is refused', () => {
  expect(() => generateWorld({ seed: 'x', schemes: ['no_such'], scale: 0.05 })).toThrow(/no_such/);
});

test('difficulty makes evasions likelier', () => {
  const evasions = (difficulty: number) =>
    generateWorld({ seed: 'four', schemes: true, scale: 0.1, difficulty }).schemes.flatMap(
      (scheme) => scheme.evasions,
    ).length;
  expect(evasions(0)).toBe(0);
  expect(evasions(1)).toBeGreaterThan(evasions(0.3));
});
