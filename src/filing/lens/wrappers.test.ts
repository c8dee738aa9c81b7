import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branch, type DocumentNode, leaf, sameNode } from '../document/node.js';
import type { Details } from '../filing.js';
import { record } from './lens.js';
import { coded, text } from './pieces.js';
import { always, choice, someOf, under } from './wrappers.js';

interface Item {
  readonly role?: 'a' | 'b';
  readonly name?: string;
  readonly details?: Details;
}
interface Whole {
  readonly kind?: 'x' | 'y';
  readonly name?: string;
  readonly count?: string;
  readonly items?: readonly Item[];
  readonly details?: Details;
}

const item = (role: 'a' | 'b') => record<Item>([always('role', role), text('name', 'name')]);
const ofRole = (role: 'a' | 'b') =>
  someOf<Whole, Item>('items', role, item(role), (each) => each.role === role);
const digits = { read: (said: string) => (/^\d+$/.test(said) ? said : null), write: String };
const lens = record<Whole>([
  under('wrap', [
    under('inner', [coded<Whole, string>('count', 'count', digits), ofRole('a')]),
    choice<Whole>([
      {
        name: 'x',
        is: ({ kind }) => kind === 'x',
        means: { kind: 'x' },
        pieces: [text('name', 'n')],
      },
      {
        name: 'y',
        is: ({ kind }) => kind === 'y',
        means: { kind: 'y' },
        pieces: [text('name', 'n')],
      },
    ]),
  ]),
  ofRole('b'),
]);

test('what a wrapper holds beyond what is understood goes back into it', () => {
  const inner = branch('inner', [leaf('count', 'many'), leaf('odd', '1')], { mark: 'm' });
  const x = branch('x', [leaf('n', 'Ana')]);
  const node = branch('whole', [branch('wrap', [inner, x]), branch('wrap', [leaf('z', '2')])]);
  const value = lens.read(node);
  expect(value).toEqual({
    kind: 'x',
    name: 'Ana',
    details: {
      wrap: [{ inner: { '@mark': 'm', count: 'many', odd: '1' } }, { z: '2' }],
    },
  });
  expect(lens.write(value, 'whole')).toEqual(node);
});

test('whatever stands there, it is written as it was read, up to order', () => {
  const names = fc.constantFrom('wrap', 'inner', 'x', 'y', 'n', 'a', 'b', 'count', 'name');
  const attributes = fc.option(fc.constant({ mark: '1' }), { nil: {}, freq: 4 });
  const { node } = fc.letrec<{ node: DocumentNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, depthSize: 'large', withCrossShrink: true },
      fc.tuple(names, fc.constantFrom('7', 'Ana', '')).map(([name, said]) => leaf(name, said)),
      fc
        .tuple(names, fc.array(tie('node'), { minLength: 1, maxLength: 4 }), attributes)
        .map(([name, children, said]) => branch(name, children, said)),
    ),
  }));
  fc.assert(
    fc.property(fc.array(node, { maxLength: 5 }), (children) => {
      const whole = branch('whole', children);
      const again = lens.write(lens.read(whole), 'whole');
      const isSame = sameNode(sorted(again), sorted(whole));
      if (!isSame) expect(sorted(again)).toEqual(sorted(whole));
    }),
    { numRuns: 400, endOnFailure: true },
  );
});

function sorted(node: DocumentNode): DocumentNode {
  const children = node.children.map(sorted);
  const keyed = children.map((child) => ({ child, key: JSON.stringify(child) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { ...node, children: keyed.map(({ child }) => child) };
}
