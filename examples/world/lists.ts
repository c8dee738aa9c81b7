import type { Row } from './cast.js';

const SOURCE = 'Puente example, invented';

/** Invented indicator lists: an order against an institution, weak exchanges, free zones. */
export function baseIndicators(): Row[] {
  const row = (list: string, kind: string, value: string, more: Row = {}): Row => ({
    list,
    kind,
    value,
    valid_from: '2025-01-01',
    source: SOURCE,
    severity: 'medium',
    is_exact: false,
    ...more,
  });
  const named = { valid_from: '2025-03-01', severity: 'high', is_exact: true, note_country: 'MX' };
  return [
    row('special_measures_2313a', 'institution', 'XTRVMXMM', named),
    row('special_measures_2313a', 'institution', 'XPALMXMM', {
      ...named,
      valid_from: '2024-06-01',
      valid_to: '2025-02-28',
    }),
    row('weak_exchanges', 'institution', 'XCRYAEA2', { note_country: 'AE' }),
    row('free_zones', 'country', 'AE'),
    row('watched_places', 'place', 'ATM-EJBTUS44-US-Laredo', { note_country: 'US' }),
    row('example_watch_names', 'name', 'Imaginary Tablet Press Machinery'),
    row('example_watch_words', 'word', '4-piperidona ficticia', { severity: 'high' }),
    row('example_watch_words', 'word', 'N-BOC ficticio', { severity: 'high' }),
    row('example_watch_regions', 'region', 'TAM', { note_country: 'MX', severity: 'low' }),
  ];
}

/** Invented listings, one of them lifted again, none of them anybody. */
export function baseListings(): Row[] {
  return [
    {
      list: 'EXAMPLE-LIST',
      entry_id: 'EX-0001',
      name: 'Comercial Inventada Nadie, S.A. de C.V.',
      program: 'EXAMPLE-DRUGS',
      listed_on: '2024-05-02',
    },
    {
      list: 'EXAMPLE-LIST',
      entry_id: 'EX-0002',
      name: 'Quirino Montealto Nopalera',
      program: 'EXAMPLE-DRUGS',
      listed_on: '2019-03-11',
      delisted_on: '2025-06-30',
    },
  ];
}
