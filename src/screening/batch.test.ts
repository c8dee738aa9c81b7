import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { screenBatch } from './batch.js';
import type { Profile } from './profile.js';

const CUSTOMERS = 5_000;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puente-batch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* customers(
  stop_at = Number.POSITIVE_INFINITY,
): AsyncIterable<{ readonly profile: Profile }> {
  for (let i = 0; i < CUSTOMERS; i++) {
    if (i === stop_at) throw new Error('killed');
    const none = { names: [], dates: [], places: [], addresses: [], identifiers: [], wallets: [] };
    yield { profile: { id: `c${i}`, kind: 'person', ...none, gender: null } };
  }
}

/** Every third customer has a line; how many were screened is counted. */
function run(input: ReturnType<typeof customers>, version = 'v1', input_id = 'file') {
  const asked: string[] = [];
  const pool = {
    load: { version, snapshots: [] },
    match: async (profiles: readonly Profile[]) => {
      asked.push(...profiles.map(({ id }) => id));
      return { version, matches: profiles.map(() => []) };
    },
  };
  const line = ({ id }: Profile) => (Number(id.slice(1)) % 3 === 0 ? id : null);
  const onBlock = async (block: readonly { customer: { profile: Profile } }[]) =>
    block.map(({ customer }) => line(customer.profile));
  const output = join(folder, 'hits.jsonl');
  const done = screenBatch(
    { pool, customers: input, onBlock, onScreened: () => {} },
    { match: { limit: 1, threshold: 0 }, output, input_id },
  );
  return { done, asked, output };
}

const expected = Array.from({ length: CUSTOMERS }, (_, i) => i)
  .filter((i) => i % 3 === 0)
  .map((i) => `c${i}\n`)
  .join('');

describe('a whole customer file', () => {
  test('gives every customer once, in order', async () => {
    const { done, output, asked } = run(customers());
    expect(await done).toMatchObject({ screened: CUSTOMERS, lines: 1667, resumed_from: 0 });
    expect(readFileSync(output, 'utf8')).toBe(expected);
    expect(asked).toHaveLength(CUSTOMERS);
  });

  test('interrupted, goes on where it was and ends the same', async () => {
    const first = run(customers(4_500));
    await expect(first.done).rejects.toThrow('killed');
    expect(existsSync(first.output)).toBe(false);
    // What a kill leaves behind the last state on disk: half a line.
    writeFileSync(`${first.output}.part`, 'c99', { flag: 'a' });
    const second = run(customers());
    expect(await second.done).toMatchObject({ screened: CUSTOMERS, resumed_from: 4_096 });
    expect(second.asked).toHaveLength(CUSTOMERS - 4_096);
    expect(readFileSync(second.output, 'utf8')).toBe(expected);
    expect(existsSync(`${second.output}.state`)).toBe(false);
  });

  test.each([
    ['other lists', 'v2', 'file'],
    ['another file', 'v1', 'other'],
  ])('with %s begins again', async (_, version, input_id) => {
    await expect(run(customers(4_500)).done).rejects.toThrow('killed');
    const second = run(customers(), version, input_id);
    expect(await second.done).toMatchObject({ screened: CUSTOMERS, resumed_from: 0, version });
    expect(readFileSync(second.output, 'utf8')).toBe(expected);
  });
});
