import fc from 'fast-check';
import type { Filing } from '../src/filing/index.js';

/**
 * Filings that the neutral model takes and FinCEN's form can say, whole: whatever is drawn passes
 * layout, rules and schema, and reads back as it is.
 */
export function arbitraryFiling(form: 'fincen-sar' | 'fincen-ctr' | 'fincen-8300') {
  return fc.gen().map((draw) => {
    const make = new Maker(draw as unknown as Draw);
    if (form === 'fincen-sar') return make.sar();
    return form === 'fincen-ctr' ? make.ctr() : make.cashReport();
  });
}

type Draw = <T, A extends unknown[]>(make: (...args: A) => fc.Arbitrary<T>, ...args: A) => T;
type Party = NonNullable<Filing['parties']>[number];
type Address = NonNullable<Party['addresses']>[number];

const LETTERS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÁÉÍÓÚÑáéíóúñü&<>\'"-. 0123456789';
const STATES: Readonly<Record<string, readonly string[]>> = {
  US: ['CA', 'TX', 'NY', 'AZ'],
  MX: ['BCN', 'CHH', 'TAM', 'JAL', 'CMX'],
};

class Maker {
  readonly #draw: Draw;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  sar(): Filing {
    const amount = this.#amount();
    return {
      form: 'fincen-sar',
      ...this.#kind(['initial', 'correction', 'continuing']),
      filed_on: '2026-10-30',
      ...this.#maybe({ note: this.#text(50) }),
      parties: [
        ...this.#office('tin'),
        this.#institution('filer'),
        this.#contact(),
        { ...this.#institution('activity_location'), ...this.#maybe(this.#branch()) },
        ...this.#several(3, () => this.#subject()),
      ],
      activity: {
        from: this.#day(),
        ...this.#maybe({ to: '2026-10-29' }),
        ...this.#pick([
          { amount },
          { amount_unknown: true as const },
          { no_amount: true as const },
        ]),
        cumulative: `9${amount}`,
        signs: this.#some([
          { type: '1', subtype: '114' },
          { type: '8', subtype: '824' },
          { type: '8', subtype: '8999', other: this.#text(50) },
          { type: '9', subtype: '927' },
        ]),
        ...this.#maybe({ instruments: this.#some([{ code: '39' }, { code: '33' }]) }),
        ...this.#maybe({ products: this.#some([{ code: '46' }, { code: '16' }]) }),
        ...this.#maybe({
          ip_addresses: [{ address: '192.0.2.7', on: '2026-09-01', time: '13:00:59' }],
        }),
      },
      narrative: this.#several(5, () => this.#narrative(4000)),
      ...this.#maybe({ attachments: ['payments.csv'] }),
    };
  }

  ctr(): Filing {
    const [cashIn, cashOut] = [this.#amount(), this.#amount()];
    return {
      form: 'fincen-ctr',
      ...this.#kind(['initial', 'correction']),
      filed_on: '2026-10-30',
      parties: [
        ...this.#office('tin'),
        this.#institution('filer'),
        this.#contact(),
        { ...this.#institution('activity_location'), cash_in: cashIn },
        ...this.#several(3, () => this.#customer(cashIn, cashOut)),
      ],
      activity: { from: this.#day(), cash_in: cashIn, cash_out: cashOut },
      operations: [
        { kind: '55', amount: cashIn },
        { kind: '54', amount: cashOut, country: 'MX' },
      ],
    };
  }

  cashReport(): Filing {
    const amount = this.#amount();
    const told = { ...this.#person('received_from'), identities: [this.#ssn()] };
    return {
      form: 'fincen-8300',
      ...this.#kind(['initial', 'correction']),
      filed_on: '2026-10-30',
      parties: [
        ...this.#office('ein'),
        told,
        {
          role: 'recipient',
          kind: 'organisation',
          names: [{ full: this.#text(150) }],
          addresses: [this.#address()],
          identities: [{ kind: 'ein', number: this.#nine() }],
          occupation: this.#text(30),
        },
        { role: 'official', kind: 'person', names: [{ title: this.#text(35) }] },
      ],
      activity: { from: this.#day(), cash_in: amount, price: amount },
      operations: this.#some([
        { instrument: 'us_currency', amount },
        { kind: '1', text: this.#text(40) },
        { kind: '2' },
      ]),
      ...this.#maybe({ narrative: [this.#text(700)] }),
    };
  }

  /** Those who send the batch. A form has a code for one kind of tax number only. */
  #office(tax: 'ein' | 'tin'): Party[] {
    return [
      {
        role: 'transmitter',
        kind: 'organisation',
        names: [{ kind: 'legal', full: this.#text(150) }],
        addresses: [this.#address()],
        phones: [{ number: this.#nine() }],
        identities: [
          { kind: tax, number: this.#nine() },
          { kind: 'tcc', number: 'P1234567' },
        ],
      },
      { role: 'transmitter_contact', names: [{ kind: 'legal', full: this.#text(150) }] },
    ];
  }

  #institution(role: 'filer' | 'activity_location'): Party {
    return {
      role,
      kind: 'organisation',
      regulator: this.#pick(['occ', 'fdic', 'ncua']),
      names: [
        { kind: 'legal', full: this.#text(150) },
        ...this.#pick([[], [{ kind: 'trade' as const, full: this.#text(150) }]]),
      ],
      addresses: [this.#address()],
      identities: [
        { kind: 'ein', number: this.#nine() },
        { kind: 'rssd', number: this.#nine() },
      ],
      details: { OrganizationClassificationTypeSubtype: { OrganizationTypeID: '2' } },
    };
  }

  #contact(): Party {
    return {
      role: 'contact',
      kind: 'organisation',
      names: [{ kind: 'legal', full: this.#text(150) }],
      phones: [{ number: this.#nine(), extension: '12' }],
    };
  }

  #branch(): Pick<Party, 'parties'> {
    return { parties: [{ role: 'branch', kind: 'organisation', addresses: [this.#address()] }] };
  }

  #subject(): Party {
    const common = {
      ...this.#maybe({ phones: [{ number: this.#nine(), kind: 'mobile' as const }] }),
      ...this.#maybe({ emails: ['ana@example.org'], sites: ['example.org'] }),
      identities: this.#some([
        this.#ssn(),
        { kind: 'passport', number: this.#nine(), country: 'MX' },
        { kind: 'other', other: this.#text(50), number: this.#text(25), country: 'MX' },
      ]),
      ...this.#maybe({
        accounts: [
          { number: this.#nine(), institution: this.#nine() },
          { number: this.#nine(), is_foreign: true as const, closed: true as const },
        ],
      }),
    };
    const isPerson = this.#pick([true, false]);
    const self = isPerson
      ? this.#person('subject')
      : {
          role: 'subject' as const,
          kind: 'organisation' as const,
          names: [{ kind: 'legal' as const, full: this.#text(150) }],
          addresses: [this.#address()],
        };
    return { ...self, ...common };
  }

  /** One customer may have moved all of the cash, and never more than all of it. */
  #customer(cashIn: string, cashOut: string): Party {
    const role = this.#pick(['conductor', 'conductor_for_other', 'on_behalf_of'] as const);
    return {
      ...this.#person(role),
      cash_in: this.#pick([cashIn, '10001']),
      ...this.#maybe({ cash_out: this.#pick([cashOut, '10001']) }),
      identities: [this.#ssn()],
      accounts: [{ number: this.#nine(), role: this.#pick(['cash_in', 'cash_out']) }],
    };
  }

  #person(role: Party['role']): Party {
    return {
      role,
      kind: 'person',
      names: [{ kind: 'legal', family: this.#text(150), given: this.#text(35) }],
      born_on: this.#pick(['1980-10-25', '1980-02', '1980', '2004-02-29']),
      ...(role === 'received_from' ? {} : { gender: this.#pick(['female', 'male', 'unknown']) }),
      addresses: [this.#address()],
      ...this.#maybe({ occupation: this.#text(30) }),
    };
  }

  #address(): Address {
    const country = this.#pick(['US', 'MX']);
    return {
      street: this.#text(100),
      city: this.#text(50),
      state: this.#pick(STATES[country] ?? []),
      postal_code: '22010',
      country,
    };
  }

  #kind(kinds: readonly ('initial' | 'correction' | 'continuing')[]) {
    const kind = this.#pick(kinds);
    return { kinds: [kind], ...(kind === 'initial' ? {} : { prior_id: '31000055053784' }) };
  }

  #ssn() {
    return { kind: 'ssn', number: this.#nine() };
  }

  #nine(): string {
    const first = this.#draw(fc.integer, { min: 100_000_000, max: 665_999_998 });
    return String(first)
      .replace(/^(.)\1{8}$/, '458985215')
      .replace('123456789', '458985215');
  }

  #amount(): string {
    return String(this.#draw(fc.integer, { min: 10_001, max: 9_999_999 }));
  }

  #day(): string {
    return this.#pick(['2026-09-01', '2024-02-29', '2026-10-29']);
  }

  /** One line without blanks at its ends. */
  #text(length_max: number): string {
    const drawn = this.#draw(fc.string, {
      unit: fc.constantFrom(...LETTERS),
      minLength: 1,
      maxLength: Math.min(length_max, 40),
    });
    return `${drawn.replaceAll(/^ +| +$/g, '')}x`.slice(-length_max).trim();
  }

  #narrative(length_max: number): string {
    return `Línea 1: ${this.#text(length_max)}\n“Línea” 2 — ${this.#text(60)} & más`;
  }

  #pick<T>(of: readonly T[]): T {
    return this.#draw((each: readonly T[]) => fc.constantFrom(...each), of);
  }

  #maybe<T extends object>(parts: T): T | Record<string, never> {
    return this.#pick<T | Record<string, never>>([parts, {}]);
  }

  #some<T>(of: readonly T[]): T[] {
    return this.#draw((each: readonly T[]) => fc.subarray([...each], { minLength: 1 }), of);
  }

  #several<T>(most: number, make: () => T): T[] {
    const count = this.#draw(fc.integer, { min: 1, max: most });
    return Array.from({ length: count }, make);
  }
}
