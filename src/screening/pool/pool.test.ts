import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Listing } from '../listing.js';
import type { Match } from '../match.js';
import type { Profile } from '../profile.js';
import type { ScreenWorker } from './hand.js';
import { createScreenPool } from './pool.js';
import { serveScreener } from './worker.js';

const EMPTY = { countries: {}, topics: {}, datasets: {}, schema: {} };
const snapshots = (hash: string) => [{ folder: '', list: 'test', hash }];
const OPTIONS = { limit: 5, threshold: 0 };
const profile = (id: string): Profile => ({
  id,
  kind: 'person',
  names: [],
  dates: [],
  places: [],
  addresses: [],
  identifiers: [],
  wallets: [],
  gender: null,
});
const listing = (id: string): Listing => ({
  ...profile(id),
  list: 'test',
  programs: [],
  stages: [],
  links: [],
  listed_on: null,
  remarks: null,
  properties: {},
});

/** Workers on real channels in this thread: messages are copied, and their ends can be watched. */
const ports: MessagePort[] = [];
const started: { exit(code: number): void }[] = [];
let held = false;
const waiting: (() => void)[] = [];

function start(): ScreenWorker {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const exits: ((code: number) => void)[] = [];
  const exit = (code: number) => {
    for (const each of exits) each(code);
  };
  started.push({ exit });
  serveScreener(
    { postMessage: (m) => port2.postMessage(m), on: (_, heard) => port2.on('message', heard) },
    {
      async *readSnapshot({ hash }) {
        if (hash === 'broken') throw new Error('cut short');
        yield [listing(hash)];
      },
      createScreener: ([only]) => {
        const match = (asked: Profile): Match[] => {
          if (asked.id === 'poison') throw new Error('cannot be screened');
          return only ? [{ listing: only, score: 1, reasons: [] }] : [];
        };
        const search = () => ({ total: 0, listings: [], facets: EMPTY });
        return {
          listings: 1,
          names: 0,
          bytes: 0,
          match,
          search,
          candidates: () => [],
          listing: () => only ?? null,
        };
      },
    },
  );
  return {
    postMessage: (message) => {
      if (held) waiting.push(() => port1.postMessage(message));
      else port1.postMessage(message);
    },
    on(event: string, heard: (value: never) => void) {
      if (event === 'message') port1.on('message', heard as (value: unknown) => void);
      if (event === 'exit') exits.push(heard as (code: number) => void);
      return this;
    },
    terminate: async () => port1.close(),
  };
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  started.length = 0;
  held = false;
  waiting.length = 0;
});

const entries = (screened: { matches: readonly (readonly Match[])[] }) =>
  screened.matches.map((each) => each[0]?.listing.id);

describe('a pool of screening workers', () => {
  test('answers every profile, in order, with the version of its lists', async () => {
    const pool = createScreenPool(start, 2);
    await pool.swap({ version: 'v1', snapshots: snapshots('a') });
    const profiles = Array.from({ length: 300 }, (_, i) => profile(`${i}`));
    const screened = await pool.match(profiles, OPTIONS);
    expect(screened.version).toBe('v1');
    expect(entries(screened)).toEqual(profiles.map(() => 'a'));
    await pool.close();
  });

  test('answers from the old lists while new ones load, and from the new ones after', async () => {
    const pool = createScreenPool(start, 1);
    await pool.swap({ version: 'v1', snapshots: snapshots('a') });
    held = true;
    const swapped = pool.swap({ version: 'v2', snapshots: snapshots('b') });
    await Promise.resolve();
    held = false;
    expect((await pool.match([profile('x')], OPTIONS)).version).toBe('v1');
    for (const send of waiting.splice(0)) send();
    await swapped;
    const screened = await pool.match([profile('x')], OPTIONS);
    expect([screened.version, ...entries(screened)]).toEqual(['v2', 'b']);
    await pool.close();
  });

  test('lists that cannot be loaded leave the old ones in place', async () => {
    const pool = createScreenPool(start, 2);
    await pool.swap({ version: 'v1', snapshots: snapshots('a') });
    await expect(pool.swap({ version: 'v2', snapshots: snapshots('broken') })).rejects.toThrow(
      'cut short',
    );
    expect((await pool.match([profile('x')], OPTIONS)).version).toBe('v1');
    await pool.close();
  });

  test('a profile that cannot be screened fails its own question and no other', async () => {
    const pool = createScreenPool(start, 1);
    await pool.swap({ version: 'v1', snapshots: snapshots('a') });
    await expect(pool.match([profile('poison')], OPTIONS)).rejects.toThrow('cannot be screened');
    expect(entries(await pool.match([profile('x')], OPTIONS))).toEqual(['a']);
    await pool.close();
  });

  test('when every worker has ended, questions fail instead of waiting for ever', async () => {
    const pool = createScreenPool(start, 2);
    await pool.swap({ version: 'v1', snapshots: snapshots('a') });
    for (const worker of started) worker.exit(9);
    await expect(pool.match([profile('x')], OPTIONS)).rejects.toThrow(/ended/);
    await pool.close();
  });
});
