import { expect, test } from 'vitest';
import { branch, leaf } from '../document/node.js';
import { parseCondition, parsePath } from './path.js';
import { holds, select } from './select.js';
import { Spot } from './spot.js';

const ROOT = new Spot(
  branch(
    'Batch',
    [
      leaf('Form', 'SARX'),
      branch('Party', [leaf('Role', '33'), leaf('fecha_pago', '20260101'), leaf('Empty', ' ')]),
      branch('Party', [leaf('Role', '8'), branch('Name', [leaf('Full', 'New York')])]),
    ],
    { Count: '2' },
  ),
  null,
  1,
);
const facts = (name: string) => (name === 'today' ? '20260615' : null);

test.each([
  ['/Batch/Party/Role', 'Batch/Party[1]/Role[1] Batch/Party[2]/Role[1]'],
  ['//Role', 'Batch/Party[1]/Role[1] Batch/Party[2]/Role[1]'],
  ['Party[Role=33]/..', 'Batch'],
  ['Party[Role!=33]', 'Batch/Party[2]'],
  ['Party[not Name][fecha_*]', 'Batch/Party[1]'],
  ['Party[Empty]', ''],
  ['Party/*/Full', 'Batch/Party[2]/Name[1]/Full[1]'],
  ["Party//Full[.=x or .='New York']", 'Batch/Party[2]/Name[1]/Full[1]'],
  ['@Count', 'Batch/@Count'],
  ['@*', 'Batch/@Count'],
  ["Party[Role in 1 8 or Name][../Form ~ 'SAR.']", 'Batch/Party[2]'],
  ['//Party[/Batch/@Count>=2][Role<9]/./Role', 'Batch/Party[2]/Role[1]'],
  ['/Other/Party', ''],
])('%s leads to %s', (path, found) => {
  const spots = select(parsePath(path), ROOT, facts);
  expect(spots.map((spot) => spot.path).join(' ')).toBe(found);
});

test.each([
  ['Form', true],
  ['not Form', false],
  ['$today', true],
  ['not $filed_on', true],
  ['$today>20260101', true],
  ['Missing!=1', false],
  ['Party/Role!=33', false],
  ['Party/Role not in 1 2', true],
  ["Form !~ 'CTR.*'", true],
  ['Form>3', false],
])('%s: %s', (condition, isSo) => {
  expect(holds(parseCondition(condition), ROOT, facts)).toBe(isSo);
});
