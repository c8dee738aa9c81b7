import { expect, test } from 'vitest';
import { sampleReport } from '../../test/report-sample.js';
import { createSpeaker, sha256 } from '../base/index.js';
import type { ReportInput } from './input.js';
import { renderReport } from './page.js';

const speakers = { en: createSpeaker('en'), es: createSpeaker('es') };
const EVIL = `"><img src=x onerror='alert(1)'><script>alert(2)</script>&lt;\u0000`;

test('the same input gives the same bytes', () => {
  expect(renderReport(sampleReport(), speakers)).toBe(renderReport(sampleReport(), speakers));
});

test('nothing that stands in the input becomes markup', () => {
  const page = renderReport(poisoned(sampleReport()), speakers);
  expect(page).toContain('&lt;img src=x onerror=');
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)).toHaveLength(1);
  const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
  expect(tags.filter((tag) => /\son\w+\s*=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
});

test('each sentence stands in both languages', () => {
  const page = renderReport(sampleReport(), speakers);
  const pairs = page.matchAll(/<(span|text|p|ul|ol)( lang="en"[^>]*)>/g);
  const twins = page.matchAll(/<(span|text|p|ul|ol)( lang="es"[^>]*)>/g);
  const names = (matches: Iterable<RegExpMatchArray>) => [...matches].map(([, name]) => name);
  const english = names(pairs);
  expect(english.length).toBeGreaterThan(1000);
  expect(names(twins)).toEqual(english);
});

test('the page asks for nothing outside; its policy names its own script and style', () => {
  const page = renderReport(sampleReport(), speakers);
  const links = page.replace(/<a href="https:[^"]*" rel="noopener noreferrer external">/g, '<a>');
  expect(links).not.toMatch(/(src|href|action|data)="?(https?:)?\/\//);
  expect(page).not.toMatch(/@import|url\(|<link|<iframe|<img|<base|style="/);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(policy).toContain('default-src &#39;none&#39;');
  for (const name of ['script', 'style']) {
    const text = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)?.[1] ?? '';
    const hash = Buffer.from(sha256(text), 'hex').toString('base64');
    expect(policy).toContain(`${name}-src &#39;sha256-${hash}&#39;`);
  }
});

test('no address of the page holds who a subject is', () => {
  const input = sampleReport();
  const page = renderReport(input, speakers);
  const targets = [...page.matchAll(/(?:href|id|data-for)="([^"]*)"/g)].map(([, text]) => text);
  for (const { finding, subject_name } of input.alerts) {
    expect(targets.some((target) => target?.includes(finding.subject.id))).toBe(false);
    expect(targets.some((target) => target?.includes(subject_name ?? ''))).toBe(false);
  }
});

test('many alerts with full evidence stay below 3 MB, and say what is left out', () => {
  const page = renderReport(sampleReport({ alerts: 230, evidence: 200 }), speakers);
  expect(Buffer.byteLength(page)).toBeLessThan(3.3 * 2 ** 20);
  const cards = page.match(/<article/g)?.length ?? 0;
  expect(cards).toBeGreaterThan(90);
  expect(cards).toBeLessThanOrEqual(120);
  expect(page).toContain(`${cards} of 230 alerts have a card above`);
  const subjects = page.match(/class="group"/g)?.length ?? 0;
  const lines = page.match(/<th scope="row" translate="no">/g)?.length ?? 0;
  expect(page).toContain(`on ${subjects + lines} subjects`);
  expect(page).toMatch(/1\d of 200 payments are shown/);
});

test('few alerts show up to sixty payments each', () => {
  const page = renderReport(sampleReport({ alerts: 9, evidence: 60 }), speakers);
  expect(page.match(/class="pid"/g)).toHaveLength(9 * 60);
  expect(page).toContain('Show 52 more payments');
});

test('a run without alerts still says what was run', () => {
  const sample = sampleReport({ alerts: 0 });
  const run = { ...sample.run, from: '', to: '' };
  const empty = { ...sample, run, truth: null, audit: null, corridors: [] };
  const page = renderReport(empty, speakers);
  expect(page).toContain('No alerts in 214,381 payments');
  expect(page).toContain('Ninguna alerta en 214,381 pagos');
  expect(page).not.toContain('id="filters"');
  expect(page).toContain('DuckDB 1.5.6');
});

test('a payment that is not known is shown by its id', () => {
  const page = renderReport({ ...sampleReport(), payments: new Map() }, speakers);
  expect(page).toContain('<td colspan="6">P-2025-000001</td>');
});

/** Every string replaced by one that attacks, except where the model closes the set. */
function poisoned(input: ReportInput): ReportInput {
  const closed = new Set(
    'kind ground severity family verification operator numerator denominator reporting_currency'
      .concat(' currency at from to time peak_at first_at last_at from_country to_country')
      .split(' '),
  );
  const spoil = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return closed.has(key) ? value : EVIL + value;
    if (value instanceof Map)
      return new Map([...value].map(([k, v]) => [spoil(k, ''), spoil(v, '')]));
    if (Array.isArray(value)) return value.map((item) => spoil(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoil(v, k)]));
  };
  return spoil(input, '') as ReportInput;
}

test('an alert says which network its subject is in; an older run says nothing of it', () => {
  const input = sampleReport({ alerts: 9 });
  const said = 'role of this subject:';
  expect(renderReport(input, speakers)).toContain(said);
  const { network: _, ...older } = input.alerts[0] as ReportInput['alerts'][number];
  const page = renderReport(
    { ...input, alerts: [older as (typeof input.alerts)[0]] } as ReportInput,
    speakers,
  );
  expect(page).not.toContain(said);
});
