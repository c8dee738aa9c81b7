/** The networks of the sample. All names are invented. */
import type { Random } from '../src/base/index.js';
import type { NetworkRole, Rail, Shape } from '../src/model/index.js';

export const BANKS = {
  MESA: ['First Mesa Bank', 'US'],
  GULF: ['Gulf & Plains Credit Union', 'US'],
  NORTE: ['Banco del Norte de México', 'MX'],
  SIERRA: ['Caja Sierra Alta', 'MX'],
  DELTA: ['Pearl Delta Commercial', 'CN'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export interface SampleAccount {
  readonly id: string;
  /** Null: no holder on file. */
  readonly name: string | null;
  readonly kind: 'person' | 'organisation';
  readonly bank: keyof typeof BANKS;
  readonly role: NetworkRole;
}

/** From, to, hours after the start, value in cents, rail. An end that is no account is cash. */
export type SampleLeg = readonly [string | null, string | null, number, number, Rail];

export interface SampleNetwork {
  /** ISO 8601. */
  readonly start: string;
  readonly is_day?: boolean;
  readonly accounts: readonly SampleAccount[];
  readonly instances: readonly { readonly shape: Shape; readonly legs: readonly SampleLeg[] }[];
  /** Paid in a currency without a rate. */
  readonly unvalued?: boolean;
}

type Bank = keyof typeof BANKS;

const account = (
  id: string,
  name: string | null,
  bank: Bank,
  role: SampleAccount['role'],
): SampleAccount => ({
  ...{ id, name, bank, role },
  kind: name !== null && /LLC|S\.A\.|Ltd|Inc/.test(name) ? 'organisation' : 'person',
});

const COLLECTOR = 'US-MESA-200';
const SHELL = 'MX-NORTE-400';
const SHELL_2 = 'MX-SIERRA-410';
const MULES = [
  'Rosa Icaza',
  'Bruno Tello',
  'Ana Quiroga',
  'Luis Peralta',
  'Inés Rocha',
  'Hugo Lira',
];
const muleId = (i: number) => `US-GULF-3${i}0`;

/** Cash of three shops over one collector to six carriers, two shells, and out in China. */
export const BRIDGE: SampleNetwork = {
  start: '2025-03-03T15:00:00Z',
  accounts: [
    account('US-MESA-101', 'Paloma Fruit Stands LLC', 'MESA', 'source'),
    account('US-MESA-102', 'Kwik Car Wash Inc', 'MESA', 'source'),
    account('US-GULF-103', 'Taquería La Estrella LLC', 'GULF', 'source'),
    account(COLLECTOR, 'Desert Bloom Freight LLC', 'MESA', 'collector'),
    ...MULES.map((name, i) => account(muleId(i), name, i % 3 === 2 ? 'NORTE' : 'GULF', 'carrier')),
    account(SHELL, 'Comercializadora Tres Ríos, S.A. de C.V.', 'NORTE', 'layerer'),
    account(SHELL_2, 'Servicios Integrales Copal, S.A. de C.V.', 'SIERRA', 'layerer'),
    account('MX-SIERRA-500', 'Distribuidora Ámbar, S.A. de C.V.', 'SIERRA', 'distributor'),
    account('MX-NORTE-600', 'Ernesto Villaseñor', 'NORTE', 'cash_out'),
    account('CN-DELTA-700', 'Pearl Delta Fine Chemicals Ltd', 'DELTA', 'beneficiary'),
    account('stated-CN-701', null, 'DELTA', 'beneficiary'),
  ],
  instances: [
    ...[0, 24 * 33, 24 * 61].flatMap((hours, round) => [
      { shape: 'fan_in' as const, legs: gather(hours, round) },
      { shape: 'scatter_gather' as const, legs: scatter(hours + 30, round) },
    ]),
    {
      shape: 'cycle',
      legs: [
        [SHELL, SHELL_2, 24 * 35, 410_000, 'spei'],
        [SHELL_2, 'MX-SIERRA-500', 24 * 35 + 20, 399_000, 'internal'],
        ['MX-SIERRA-500', SHELL, 24 * 36, 390_000, 'spei'],
      ],
    },
    ...[0, 24 * 33, 24 * 61].map((hours) => ({ shape: 'chain' as const, legs: layer(hours + 80) })),
    { shape: 'fan_out', legs: scatterOut(24 * 66) },
  ],
};

function gather(hours: number, round: number): SampleLeg[] {
  return ['US-MESA-101', 'US-MESA-102', 'US-GULF-103'].flatMap((from, i) =>
    [0, 1].map(
      (day): SampleLeg => [
        ...([from, COLLECTOR, hours + day * 20 + i * 2] as const),
        950_000 + round * 41_300 + i * 22_500 - day * 8_100,
        i === 2 ? 'ach' : 'internal',
      ],
    ),
  );
}

function scatter(hours: number, round: number): SampleLeg[] {
  const mules = MULES.slice(0, 4 + round);
  return mules.flatMap((_, i): SampleLeg[] => {
    const cents = Math.round((5_640_000 + round * 250_000) / mules.length) + i * 3_700;
    const paid = Math.round(cents * 0.97);
    return [
      [COLLECTOR, muleId(i), hours + i, cents, 'p2p'],
      [muleId(i), SHELL, hours + 8 + i * 2, paid, i % 3 === 2 ? 'spei' : 'wire'],
    ];
  });
}

function layer(hours: number): SampleLeg[] {
  return [
    [SHELL, SHELL_2, hours, 5_430_000, 'spei'],
    [SHELL_2, 'MX-SIERRA-500', hours + 5, 5_380_000, 'internal'],
    ['MX-SIERRA-500', 'CN-DELTA-700', hours + 26, 4_100_000, 'wire'],
    ['MX-SIERRA-500', 'MX-NORTE-600', hours + 27, 1_090_000, 'spei'],
  ];
}

function scatterOut(hours: number): SampleLeg[] {
  return [
    ['MX-SIERRA-500', 'CN-DELTA-700', hours, 150_000, 'wire'],
    ['MX-SIERRA-500', 'stated-CN-701', hours + 1, 145_500, 'wire'],
    ['MX-SIERRA-500', 'MX-NORTE-600', hours + 2, 88_000, 'spei'],
  ];
}

/** A ring of four, dated by the day, in a currency without a rate. */
export const CYCLE: SampleNetwork = {
  start: '2025-05-05T00:00:00Z',
  is_day: true,
  unvalued: true,
  accounts: ['Alma Ríos', 'Beto Sáenz', null, 'Dora Luna'].map((name, i) =>
    account(`MX-SIERRA-9${i}`, name, 'SIERRA', 'layerer'),
  ),
  instances: [
    {
      shape: 'cycle',
      legs: [0, 1, 2, 3].map((i): SampleLeg => {
        const [from, to] = [`MX-SIERRA-9${i}`, `MX-SIERRA-9${(i + 1) % 4}`];
        return [from, to, i === 3 ? 24 : 0, 1_000_000 - i * 20_000, 'spei'];
      }),
    },
  ],
};

/** Hundreds of accounts: the drawing has to fold them. */
export function swarm(random: Random): SampleNetwork {
  const sources = Array.from({ length: 40 }, (_, i) => `SW-S${i}`);
  const carriers = Array.from({ length: 90 }, (_, i) => `SW-C${i}`);
  const ends = Array.from({ length: 12 }, (_, i) => `SW-B${i}`);
  const legs = (round: number): SampleLeg[] =>
    carriers.flatMap((carrier, i): SampleLeg[] => {
      const cents = random.integer(150_000, 980_000);
      const hours = round * 170 + i / 3;
      return [
        [random.pick(sources), carrier, hours, cents, 'p2p'],
        [carrier, random.pick(ends), hours + random.integer(1, 30), cents - 9_000, 'spei'],
      ];
    });
  const banks = Object.keys(BANKS) as Bank[];
  const named = (ids: readonly string[], role: SampleAccount['role']) =>
    ids.map((id, i) =>
      account(id, `${role} ${i + 1} Ltd`, banks[i % banks.length] ?? 'MESA', role),
    );
  return {
    start: '2025-01-06T09:00:00Z',
    accounts: [
      ...named(sources, 'source'),
      ...named(carriers, 'carrier'),
      ...named(ends, 'beneficiary'),
    ],
    instances: [0, 1, 2, 3].map((round) => ({ shape: 'bipartite' as const, legs: legs(round) })),
  };
}

/** Names that would like to be markup, formulas, or to turn the text round; and cash. */
export const HOSTILE: SampleNetwork = {
  start: '2025-06-02T08:00:00Z',
  accounts: [
    account('=1+1', '</script><img src=x onerror=alert(1)>', 'MESA', 'source'),
    account('h"2,&', '=HYPERLINK("http://x")\u202e', 'MESA', 'carrier'),
    account(
      'h3',
      'Una razón social larguísima que no cabe en ninguna caja de ningún dibujo, S.A. de C.V.',
      'SIERRA',
      'beneficiary',
    ),
  ],
  instances: [
    {
      shape: 'funnel',
      legs: [
        [null, 'h"2,&', 0, 900_000, 'cash'],
        ['=1+1', 'h"2,&', 1, 500_000, 'p2p'],
        ['h"2,&', 'h3', 2, 1_350_000, 'wire'],
      ],
    },
  ],
};
