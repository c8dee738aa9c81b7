import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branch, type DocumentNode, leaf, sameNode } from '../document/node.js';
import type { Details } from '../filing.js';
import { type Lens, record } from './lens.js';
import { coded, many, mark, one, text, texts, within, word } from './pieces.js';

interface Name {
  readonly full?: string;
  readonly kind?: string;
  readonly unknown?: true;
  readonly details?: Details;
}
interface Party {
  readonly role?: string;
  readonly names?: readonly Name[];
  readonly address?: { readonly city?: string; readonly details?: Details };
  readonly phones?: readonly string[];
  readonly born_on?: string;
  readonly inner?: string;
  readonly details?: Details;
}

const name = record<Name>([
  word('kind', 'Kind', { L: 'legal', AKA: 'alias' }),
  text('full', 'Full'),
  mark('unknown', 'Unknown', 'Y'),
]);
const party: Lens<Party> = record<Party>([
  text('role', 'Role'),
  many('names', 'Name', name),
  one('address', 'Address', record<NonNullable<Party['address']>>([text('city', 'City')])),
  texts('phones', 'Phone'),
  coded<Party, string>('born_on', 'Born', {
    read: (value) =>
      /^\d{8}$/.test(value) ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` : null,
    write: (value) => value.replaceAll('-', ''),
  }),
  within('Wrap', [text('inner', 'Inner')]),
]);

test('what is understood has names of ours, the rest keeps its own', () => {
  const node = branch(
    'Party',
    [
      leaf('Role', '33'),
      branch('Name', [leaf('Kind', 'L'), leaf('Full', 'Ana Ruiz')]),
      branch('Name', [leaf('Kind', 'DBA'), leaf('Unknown', '')]),
      leaf('Born', '31 May'),
      branch('Odd', [leaf('Deep', 'x')], { mark: '7' }),
      branch('Wrap', [leaf('Inner', 'in'), leaf('Stranger', 's')]),
    ],
    { id: '9' },
  );
  const value = party.read(node);
  expect(value).toEqual({
    role: '33',
    names: [{ kind: 'legal', full: 'Ana Ruiz' }, { details: { Kind: 'DBA', Unknown: '' } }],
    details: {
      '@id': '9',
      Born: '31 May',
      Odd: { '@mark': '7', Deep: 'x' },
      Wrap: { Inner: 'in', Stranger: 's' },
    },
  });
  expect(sameNode(sorted(party.write(value, 'Party')), sorted(node))).toBe(true);
});

const NAMES = ['Role', 'Name', 'Address', 'Phone', 'Born', 'Wrap', 'Kind', 'Full', 'Inner', 'Odd'];
const TEXTS = ['', 'L', 'Y', '33', '19800230', 'Ñandú & <Co>', '@'];
const anyNode: fc.Arbitrary<DocumentNode> = fc.letrec<{ node: DocumentNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...TEXTS))
      .map(([called, value]) => leaf(called, value)),
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('id', 'kind'), fc.constantFrom(...TEXTS)),
      )
      .map(([called, children, attributes]) => branch(called, children, attributes)),
  ),
})).node;

test('reading and writing again says the same, whatever the element', () => {
  fc.assert(
    fc.property(anyNode, (given) => {
      const node = { ...given, name: 'Party', text: '' };
      const again = party.write(party.read(node), 'Party');
      expect(sorted(again)).toEqual(sorted(node));
    }),
  );
});

test('what was read is plain JSON', () => {
  fc.assert(
    fc.property(anyNode, (given) => {
      const value = party.read({ ...given, text: '' });
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    }),
  );
});

/** Children by name: the order between names is the layout's, not the lens's. */
function sorted(node: DocumentNode): DocumentNode {
  const children = node.children.map(sorted);
  const order = (a: DocumentNode, b: DocumentNode) =>
    a.name.localeCompare(b.name) || JSON.stringify(a).localeCompare(JSON.stringify(b));
  return { ...node, children: children.sort(order) };
}
