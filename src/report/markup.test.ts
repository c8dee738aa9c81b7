import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkup } from '../base/index.js';
import { html, safeAddress } from './markup.js';

test('whatever enters a template comes out as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { text: page } = html`<b title="${text}">${text}</b>`;
      const inner = page.slice('<b title="'.length, -'</b>'.length);
      expect(inner.replace('">', '')).not.toMatch(/[<>"']/);
      expect(escapeMarkup(text)).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
    }),
  );
});

test('control characters are replaced, tabs and line breaks stay', () => {
  expect(escapeMarkup('a\u0000b\u001bc\td\n')).toBe('a\uFFFDb\uFFFDc\td\n');
});

test('markup nests, lists join, nothing stays nothing', () => {
  const list = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${list}${null}${false}${undefined}${0}</ul>`.text).toBe(
    '<ul><li>a</li><li>&lt;</li>0</ul>',
  );
});

test('line breaks between tags go, spaces within a sentence stay', () => {
  const { text } = html`
    <p>
      ${'a'} <b>b</b>
    </p>`;
  expect(text).toBe('<p>a <b>b</b></p>');
});

test.each([
  ['https://www.fincen.gov/a?b=c', 'https://www.fincen.gov/a?b=c'],
  ['http://example.org', 'http://example.org/'],
  ['javascript:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['//example.org', null],
  ['p. 41', null],
])('an address %j links to %j', (address, link) => {
  expect(safeAddress(address)).toBe(link);
});
