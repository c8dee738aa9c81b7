import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  curpsOf,
  type DiscoveryNodes,
  discoveryNodes,
  suspects,
} from '../../../test/discovery-nodes.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const DAY_MS = 86_400_000;

let nodes: DiscoveryNodes;
beforeAll(async () => {
  nodes = await discoveryNodes([US, MX]);
  nodes.books.set(US, suspects(curpsOf(20), 'us'));
  nodes.books.set(MX, suspects(curpsOf(20, 13), 'mx'));
}, 60_000);
afterAll(() => nodes.close());

let made = 0;
const agree = () => nodes.agree([US, MX], { title: `Agreement ${++made}` });

describe('a Mexican bank learns from a US bank', () => {
  test('how many, then which; the other learns nothing', async () => {
    const session = await nodes.run(MX, US, await agree());
    expect(await nodes.stateAt(MX, session)).toBe('learned');
    expect(await nodes.stateAt(US, session)).toBe('revealed');
    const shown = await nodes.shown(MX, session);
    expect(shown.band).toBe('5–19');
    expect(shown.matched?.map(({ subject }) => subject)).toEqual(
      ['mx0', 'mx1', 'mx2', 'mx3', 'mx4', 'mx5', 'mx6'].sort(),
    );
  });

  test('the US bank may propose that the Mexican bank learns', async () => {
    const input = { learner: 'peer', id_types: ['curp'], reveals: true } as const;
    const session = await nodes.propose(US, MX, await agree(), input);
    expect(await nodes.stateAt(MX, session)).toBe('offered');
    await nodes.both(MX, session, 'accept', { stage_two: 'always' });
    await nodes.settle();
    expect((await nodes.shown(MX, session)).matched).toHaveLength(7);
  });

  test('it may not decide on stage 2 having seen the band', async () => {
    const input = { learner: 'us', id_types: ['curp'], stage_two: 'officers' } as const;
    const proposed = nodes.propose(MX, US, await agree(), input);
    await expect(proposed).rejects.toThrow('exchange.discovery.stage_two');
  });

  test('and the US bank does not learn from it', async () => {
    const agreement = await agree();
    const input = { learner: 'us', id_types: ['curp'], stage_two: 'always' } as const;
    const session = await nodes.propose(US, MX, agreement, input);
    expect(await nodes.stateAt(US, session)).toBe('aborted');
    expect(await nodes.stateAt(MX, session)).toBeNull();
    const offered = nodes.propose(MX, US, agreement, { learner: 'peer', id_types: ['curp'] });
    await expect(offered).rejects.toThrow(/exchange.path_denied.*opinion, release/);
  });

  test('where it settled never to ask on, both end with the count', async () => {
    const session = await nodes.run(MX, US, await agree(), { stage_two: 'never' });
    expect(await nodes.stateAt(MX, session)).toBe('count_known');
    expect(await nodes.stateAt(US, session)).toBe('counted_out');
    expect(await nodes.shown(MX, session)).toEqual({ band: '5–19', matched: null });
  });

  test('the band is not shown while it could still act on it', async () => {
    const input = { learner: 'us', id_types: ['curp'], stage_two: 'always' } as const;
    const session = await nodes.propose(MX, US, await agree(), input);
    await nodes.both(US, session, 'accept');
    await nodes.settle();
    expect(await nodes.stateAt(MX, session)).toBe('awaiting_reveal');
    await expect(nodes.shown(MX, session)).rejects.toThrow('exchange.action');
    await nodes.both(US, session, 'reveal');
    await nodes.settle();
    expect((await nodes.shown(MX, session)).matched).toHaveLength(7);
  });
});

describe('two US banks', () => {
  const B = 'exmcus33.us';
  let banks: DiscoveryNodes;
  beforeAll(async () => {
    banks = await discoveryNodes([US, B]);
    banks.books.set(US, suspects(curpsOf(10), 'a'));
    banks.books.set(B, suspects(curpsOf(10, 8), 'b'));
  }, 60_000);
  afterAll(() => banks.close());
  const BASIS = { US: 'US.314b' } as const;
  const agreeAt = async (title: string) => {
    const { agreementOf } = await import('../../../test/exchange-nodes.js');
    const base = agreementOf([banks.of(US), banks.of(B)]);
    const parties = base.parties.map((party) => ({ ...party, legal_bases: [BASIS.US] }));
    return banks.agree([US, B], { title, parties });
  };
  const begin = async (title: string) => {
    const input = { learner: 'us', id_types: ['curp'], stage_two: 'officers' } as const;
    const session = await banks.propose(US, B, await agreeAt(title), input);
    await banks.both(B, session, 'accept');
    await banks.settle();
    return session;
  };

  test('officers who have seen the band ask on, and both sides approve by two', async () => {
    const session = await begin('asked');
    expect(await banks.shown(US, session)).toEqual({ band: '1–4', matched: null });
    const { node } = banks.of(US);
    const one = { session, action: 'ask', officer: 'eo', input: {}, note: '' };
    expect((await node.act(one)).waits_for).toBe(1);
    await node.act({ ...one, officer: 'eo2' });
    await banks.settle();
    expect(await banks.stateAt(B, session)).toBe('asked');
    await banks.both(B, session, 'reveal');
    await banks.settle();
    expect((await banks.shown(US, session)).matched).toEqual([
      { subject: 'a8', by: ['curp'] },
      { subject: 'a9', by: ['curp'] },
    ]);
    expect(await banks.stateAt(B, session)).toBe('revealed');
  });

  test('or close, and the other records that they did', async () => {
    const session = await begin('closed');
    const { node } = banks.of(US);
    await node.act({ session, action: 'close', officer: 'eo', input: {}, note: '' });
    await banks.settle();
    expect(await banks.stateAt(B, session)).toBe('closed');
  });

  test('who does not answer in time ends the run for both', async () => {
    const session = await begin('late');
    banks.clock.advance(15 * DAY_MS);
    await banks.of(B).node.tick();
    await banks.settle();
    expect(await banks.stateAt(US, session)).toBe('aborted');
    expect(await banks.stateAt(B, session)).toBe('aborted');
  });
});

describe('what a run refuses', () => {
  test.each([
    ['types that the agreement does not name', { learner: 'us', id_types: ['lei'] }],
    ['nor this one', { learner: 'us', id_types: ['email'] }],
  ] as const)('%s', async (_name, input) => {
    const proposed = nodes.propose(MX, US, await agree(), input);
    await expect(proposed).rejects.toThrow('exchange.discovery.type');
  });

  test('sets larger than agreed', async () => {
    const agreement = await nodes.agree([US, MX], { title: 'small', elements_max: 19 });
    const proposed = nodes.propose(MX, US, agreement, { learner: 'us', id_types: ['curp'] });
    await expect(proposed).rejects.toThrow('exchange.discovery.size');
  });
});
