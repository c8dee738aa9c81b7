import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRows, sampleStore } from '../../test/network-sample.js';
import { createSpeaker, present } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import { listNetworks, readDossiers, writeNetworks } from '../network/index.js';
import { networkSvg } from './network-file.js';
import { DRAWN, type DrawnGraph, drawnGraph, wholeGraph } from './network-graph.js';
import { type Leg, layersOf } from './network-layers.js';
import { placesOf } from './network-places.js';

const dossiers: NetworkDossier[] = [];
beforeAll(async () => {
  const engine = await sampleStore();
  await writeNetworks(engine, sampleRows());
  const ids = (await listNetworks(engine)).map(({ id }) => id);
  for await (const dossier of readDossiers(engine, ids)) dossiers.push(dossier);
  engine.close();
});
const dossierOf = (rank: number) => present(dossiers[rank - 1], 'dossier');

const legs = (...texts: string[]): Leg[] =>
  texts.map((text) => {
    const [from = '', to = '', time = ''] = text.split(' ');
    return { from, to, time };
  });

describe('layers', () => {
  test('each stands after all that had paid it when it first paid', () => {
    const found = layersOf(legs('s a 1', 's b 1', 'a c 2', 'b c 3', 'c e 4', 's e 5'));
    expect(Object.fromEntries(found)).toEqual({ s: 0, a: 1, b: 1, c: 2, e: 3 });
  });

  test('what comes later moves nobody who has paid already', () => {
    const found = layersOf(legs('a b 1', 'b c 2', 'c d 3', 'd b 4'));
    expect(found.get('b')).toBe(1);
  });

  test('a source stands right before the first it pays', () => {
    const found = layersOf(legs('a b 1', 'b c 2', 'late c 3', 'c d 4'));
    expect(Object.fromEntries(found)).toEqual({ a: 0, b: 1, c: 2, late: 1, d: 3 });
  });

  test('within one day the order on file says nothing', () => {
    const found = layersOf(legs('c d 1', 'b c 1', 'a b 1', 'd a 2'));
    expect(Object.fromEntries(found)).toEqual({ a: 0, b: 1, c: 2, d: 3 });
  });

  test('a ring within one day begins somewhere', () => {
    const found = layersOf(legs('a b 1', 'b c 1', 'c a 1'));
    expect([...found.values()].sort()).toEqual([0, 1, 2]);
  });

  test('payments that neither close a ring nor pay who paid before lead to the right', () => {
    const leg = fc.record({
      from: fc.integer({ max: 9, min: 0 }),
      to: fc.integer({ max: 9, min: 0 }),
    });
    fc.assert(
      fc.property(fc.array(leg, { minLength: 1, maxLength: 40 }), (pairs) => {
        const own = pairs.map(({ from, to }, i) => ({
          from: `${from}`,
          to: `${to}`,
          time: `${i}`,
        }));
        const found = layersOf(own.map((each) => ({ ...each, time: each.time.padStart(3, '0') })));
        const paid = new Set<string>();
        for (const { from, to } of own) {
          paid.add(from);
          if (!paid.has(to)) expect(found.get(to)).toBeGreaterThan(present(found.get(from), from));
        }
        expect(Math.min(...found.values())).toBe(0);
      }),
    );
  });
});

describe('the drawn graph', () => {
  test('what can be read is drawn as it is: no account and no payment is missing', () => {
    const graph = drawnGraph(dossierOf(1));
    expect(graph).toEqual(wholeGraph(dossierOf(1)));
    expect(graph.folded).toBe(0);
    expect(graph.nodes).toHaveLength(dossierOf(1).members.length);
    expect(paymentsIn(graph)).toBe(dossierOf(1).payments.length);
    expect(graph.arrows.filter(({ is_return }) => is_return)).toHaveLength(1);
  });

  test('parallel payments are single arrows up to three, then one', () => {
    const { arrows } = drawnGraph(dossierOf(1));
    const counts = new Set(arrows.map(({ payments }) => payments));
    expect([...counts].sort()).toEqual([1, 4, 6]);
  });

  test('a large network is folded by role, and every payment and value is still counted', () => {
    const swarm = dossierOf(3);
    const graph = drawnGraph(swarm);
    expect(wholeGraph(swarm).nodes.length).toBeGreaterThan(DRAWN.nodes_max);
    expect(graph.nodes.length).toBeLessThanOrEqual(DRAWN.folded_nodes_max);
    expect(graph.nodes.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(swarm.members.length);
    expect(graph.folded).toBe(130);
    expect(paymentsIn(graph)).toBe(swarm.payments.length);
    const value = swarm.payments.reduce((sum, { value_minor }) => sum + (value_minor ?? 0n), 0n);
    expect(graph.arrows.reduce((sum, { value_minor }) => sum + value_minor, 0n)).toBe(value);
  });

  test('a chain of a hundred hops becomes stages', () => {
    const { payments, members, ...rest } = dossierOf(2);
    const [payment, member] = [present(payments[0], 'payment'), present(members[0], 'member')];
    const id = (i: number) => `C${i}`;
    const end = (i: number) => ({ ...payment.debtor, account: id(i), name: null });
    const chain: NetworkDossier = {
      ...rest,
      members: Array.from({ length: 101 }, (_, i) => ({ ...member, account_id: id(i) })),
      payments: Array.from({ length: 100 }, (_, i) => ({
        ...payment,
        ...{ id: `x${i}`, debtor: end(i), creditor: end(i + 1) },
        time: new Date(Date.UTC(2025, 0, 1 + i)).toISOString(),
      })),
    };
    const graph = drawnGraph(chain);
    expect(graph.nodes.map(({ accounts }) => accounts)).toEqual([17, 17, 17, 17, 17, 16]);
    expect(graph.arrows.every(({ is_return }) => !is_return)).toBe(true);
    expect(paymentsIn(graph)).toBe(100);
  });

  test('cash in is one end, and no member', () => {
    const { nodes } = drawnGraph(dossierOf(4));
    expect(nodes.find(({ kind }) => kind === 'cash')).toMatchObject({ role: null, label: null });
  });
});

function paymentsIn({ arrows, inside }: DrawnGraph): number {
  return arrows.reduce((sum, { payments }) => sum + payments, inside);
}

describe('places', () => {
  const sizes = { node_height: 10, bend_height: 2, gap: 3 };
  const node = (key: string, layer: number) => ({
    ...{ key, layer, kind: 'account' as const, role: null, label: key, accounts: 1, from: '' },
    ...{ institution: null, country: null },
  });
  const arrow = (from: string, to: string) => ({
    ...{ from, to, payments: 1, value_minor: 1n, first_at: '', last_at: '' },
    ...{ enters: false, leaves: false, is_return: false },
  });

  test('crossings that order can avoid are avoided', () => {
    const nodes = ['a0', 'b0', 'c0', 'x1', 'y1', 'z1'].map((key) => node(key, Number(key[1])));
    const arrows = [arrow('a0', 'z1'), arrow('b0', 'y1'), arrow('c0', 'x1')];
    const { y } = placesOf({ nodes, arrows, layers: 2, folded: 0, inside: 0 }, sizes);
    const sign = (a: string, b: string) => Math.sign((y.get(a) ?? 0) - (y.get(b) ?? 0));
    expect(sign('a0', 'b0')).toBe(sign('z1', 'y1'));
    expect(sign('b0', 'c0')).toBe(sign('y1', 'x1'));
  });

  test('no two of one layer overlap, whatever the graph', () => {
    const shape = fc.record({
      rows: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }),
      picks: fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(shape, ({ rows, picks }) => {
        const nodes = rows.flatMap((n, layer) =>
          Array.from({ length: n }, (_, i) => node(`${layer}/${i}`, layer)),
        );
        const arrows = picks.flatMap(([a, b]) => {
          const [from, to] = [nodes[a % nodes.length], nodes[b % nodes.length]];
          return from && to && from.layer < to.layer ? [arrow(from.key, to.key)] : [];
        });
        const graph = { nodes, arrows, layers: rows.length, folded: 0, inside: 0 };
        const { y, height, bends } = placesOf(graph, sizes);
        for (const [layer] of rows.entries()) {
          const row = nodes
            .filter((each) => each.layer === layer)
            .map(({ key }) => y.get(key) ?? 0);
          row.sort((a, b) => a - b);
          row.slice(1).forEach((at, i) => {
            expect(at - present(row[i], 'row')).toBeGreaterThan(13 - 1e-6);
          });
        }
        for (const { key } of nodes) {
          expect(y.get(key)).toBeGreaterThan(5 - 1e-6);
          expect(y.get(key)).toBeLessThan(height - 5 + 1e-6);
        }
        arrows.forEach(({ from, to }, i) => {
          const between = Number(to.split('/')[0]) - Number(from.split('/')[0]) - 1;
          expect(bends.get(i)).toHaveLength(between);
        });
      }),
      { numRuns: 60 },
    );
  });
});

test.each(['en', 'es'] as const)('a file of its own is XML, titled, in %s alone', (language) => {
  const speaker = createSpeaker(language);
  for (const dossier of dossiers) {
    const svg = networkSvg(dossier, speaker);
    new SaxesParser({ xmlns: true }).write(svg).close();
    expect(svg).toContain(
      `-title">${language === 'en' ? 'Network' : 'Red'} ${dossier.network.rank}<`,
    );
    expect(svg).not.toContain('var(');
    expect(svg).not.toContain('<img');
    expect(svg.includes('Layerer')).toBe(language === 'en' && dossier.network.rank < 3);
  }
});
