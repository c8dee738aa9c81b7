import { type Bank, bankById, otherBanks, ourBanks } from './banks.js';
import { DAY_MS } from './calendar.js';
import type { Cast, Holder, Row } from './cast.js';
import type {
  Caster,
  Common,
  CompanyOptions,
  OutsiderOptions,
  PersonOptions,
} from './casting-options.js';
import { type City, citiesIn } from './cities.js';
import type { Draw } from './draw.js';
import { companyName, personName, plain } from './names.js';
import type { Serials } from './serial.js';

export function createCaster(cast: Cast, draw: Draw, serials: Serials, start_ms: number): Caster {
  const isoDay = (day: number) => new Date(start_ms + day * DAY_MS).toISOString().slice(0, 10);
  const book = { cast, draw, serials, isoDay, year: new Date(start_ms).getUTCFullYear() };
  return {
    person: (options) => person(book, options),
    company: (options) => company(book, options),
    outsider: (options) => outsider(book, options),
    account(holder, kind, institution = holder.institution_id) {
      return openAccount(book, { ...holder, institution_id: institution }, kind, undefined);
    },
    interest(subject, owner_id, kind, share) {
      const share_ppm = Math.round(share * 10_000);
      cast.interests.push({
        ...stated(cast, share_ppm),
        subject_id: subject.party_id,
        owner_id,
        kind,
      });
    },
  };
}

interface Book {
  readonly cast: Cast;
  readonly draw: Draw;
  readonly serials: Serials;
  readonly isoDay: (day: number) => string;
  readonly year: number;
}

function person(book: Book, options: PersonOptions): Holder {
  const { draw, year } = book;
  const { bank, city, country } = home(draw, options);
  const name = options.name ?? personName(draw, country);
  const [youngest, oldest] = options.age ?? [22, 64];
  const income = options.income ?? draw.amount(country === 'US' ? 46_000 : 11_000, 0.4);
  const party_id = book.serials.party();
  const row = contact(book, party_id, name, country, options);
  const birth_year = year - draw.integer(youngest, oldest);
  const party = { occupation: options.occupation, birth_year, is_official: options.is_official };
  const holder = enrol(book, {
    row: { ...row, kind: 'person', region: city.region, income_minor: income * 100, ...party },
    bank,
    city,
    options,
    kind: 'checking',
    device: options.device ?? (draw.chance(0.8) ? book.serials.device() : null),
  });
  return register(book.cast, options.role, { ...holder, occupation: options.occupation });
}

function company(book: Book, options: CompanyOptions): Holder {
  const { draw } = book;
  const { bank, city, country } = home(draw, options);
  const name = options.name ?? companyName(draw, country, options.trade);
  const party_id = book.serials.party();
  const income = options.income ?? draw.amount(country === 'US' ? 900_000 : 420_000, 0.8);
  const founded_on = book.isoDay(options.founded ?? -draw.integer(800, 9_000));
  const row = contact(book, party_id, name, country, options);
  const sector = options.sector;
  const holder = enrol(book, {
    row: { ...row, region: city.region, sector, income_minor: income * 100, founded_on },
    bank,
    city,
    options: { ...options, opened: options.opened ?? (options.founded ?? -400) + 20 },
    kind: 'business',
    device: options.device ?? book.serials.device(),
  });
  const owner = typeof options.owner === 'object' ? options.owner.party_id : options.owner;
  const share_ppm = draw.integer(51, 100) * 10_000;
  const owner_id = owner ?? unbankedOwner(book, country);
  const shares = { subject_id: party_id, owner_id, kind: 'shares' };
  book.cast.interests.push({ ...stated(book.cast, share_ppm), ...shares });
  return register(book.cast, options.role, { ...holder, sector });
}

/** What every statement on ownership has: its number, its exact share, and who says so. */
function stated(cast: Cast, share_ppm: number): Row {
  const number = cast.interests.length + 1;
  return {
    id: `shareholders-${number}`,
    share_ppm,
    share: `[${share_ppm}/1000000,${share_ppm}/1000000]`,
    directness: 'direct',
    source: 'customer file',
    source_url: 'https://bank.example/customers',
    source_place: `line ${number}`,
    retrieved_on: '2024-12-31',
  };
}

/** Owners are parties even where they keep no account with us. */
function unbankedOwner(book: Book, country: string): string {
  const id = book.serials.party();
  const name = personName(book.draw, country);
  book.cast.parties.push({ id, kind: 'person', name, country, occupation: 'executive' });
  return id;
}

function outsider(book: Book, options: OutsiderOptions): Holder {
  const { draw, cast } = book;
  const { country, sector } = options;
  const bank = options.bank ? bankById(options.bank) : draw.pick(otherBanks(country));
  const city = options.city ?? draw.pick(bank.cities);
  const name =
    options.name ??
    (sector ? companyName(draw, country, options.trade ?? 'Trading') : personName(draw, country));
  const party_id = book.serials.party();
  const party_row = cast.parties.length;
  const holder: Holder = {
    party_id,
    account_id: book.serials.account(bank.id),
    institution_id: bank.id,
    name,
    country: bank.country,
    currency: options.currency ?? tradeCurrency(draw, bank.country),
    city,
    device_id: null,
    sector: sector ?? null,
    occupation: null,
    income_minor: 0,
    party_row,
  };
  if (sector) {
    // Firms that our customers pay are known as counterparties; strangers are only names.
    const { address, phone } = options;
    cast.parties.push({
      id: party_id,
      kind: 'organisation',
      name,
      country,
      sector,
      address,
      phone,
    });
    cast.accounts.push({ id: holder.account_id, institution_id: bank.id, party_id, country });
  }
  return register(cast, options.role, holder);
}

const CURRENCY_OF: Readonly<Record<string, string>> = {
  MX: 'MXN',
  NL: 'EUR',
  CA: 'CAD',
  GT: 'GTQ',
  HN: 'HNL',
  CO: 'COP',
  AE: 'AED',
};

/** Exporters of Asia invoice in dollars more often than in their own money. */
function tradeCurrency(draw: Draw, country: string): string {
  if (country === 'CN' && draw.chance(0.3)) return 'CNY';
  return country === 'HK' && draw.chance(0.4) ? 'HKD' : (CURRENCY_OF[country] ?? 'USD');
}

function home(draw: Draw, options: Common): { bank: Bank; city: City; country: string } {
  const country = options.country ?? options.city?.country ?? (draw.chance(0.56) ? 'US' : 'MX');
  const wanted = options.bank ? [bankById(options.bank)] : ourBanks(country);
  const near = wanted.filter((b) => !options.city || b.cities.includes(options.city));
  const bank = draw.pick(near.length > 0 ? near : wanted);
  const choices = bank.cities.length > 0 ? bank.cities : citiesIn(country);
  return { bank, city: options.city ?? draw.pick(choices), country: bank.country };
}

function contact(book: Book, id: string, name: string, country: string, options: Common) {
  const { draw } = book;
  const code = country === 'US' ? '+1' : '+52';
  const phone = options.phone ?? `${code} 000 ${draw.integer(1_000_000, 9_999_999)}`;
  const number = draw.integer(1, 999);
  const address =
    options.address ??
    (country === 'US'
      ? `${number} ${draw.pick(['Sample', 'Example', 'Model'])} St ${draw.integer(1, 400)}`
      : `Calle ${draw.pick(['Ejemplo', 'Muestra', 'Modelo'])} ${number}-${draw.integer(1, 400)}`);
  const mailbox = plain(name.split(' ').slice(0, 2).join('.')).toLowerCase().replace(/,/g, '');
  const tail = id.slice(-6);
  const tax_id = country === 'US' ? `000-${id.slice(1, 3)}-${id.slice(-4)}` : `XEXX${tail}000`;
  const email = `${mailbox}.${tail}@example.com`;
  return { id, kind: 'organisation', name, country, address, phone, email, tax_id };
}

interface Enrolment {
  readonly row: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly bank: Bank;
  readonly city: City;
  readonly options: Common;
  readonly kind: string;
  readonly device: string | null;
}

function enrol(book: Book, { row, bank, city, options, kind, device }: Enrolment): Holder {
  const { cast, draw } = book;
  const party_row = cast.parties.push({ ...row, is_official: row.is_official ?? false }) - 1;
  if (device !== null) {
    const seen_from = `${book.isoDay(options.opened ?? -draw.integer(1, 700))}T12:00:00.000Z`;
    const type = draw.pick(['phone', 'phone', 'browser']);
    cast.devices.push({ id: device, party_id: String(row.id), kind: type, seen_from });
  }
  const holder: Holder = {
    party_id: String(row.id),
    account_id: '',
    institution_id: bank.id,
    name: String(row.name),
    country: bank.country,
    currency: options.currency ?? CURRENCY_OF[bank.country] ?? 'USD',
    city,
    device_id: device,
    sector: null,
    occupation: null,
    income_minor: Number(row.income_minor),
    party_row,
  };
  const opened = options.opened ?? -draw.integer(60, 6_000);
  return openAccount(book, holder, kind, opened);
}

function openAccount(book: Book, holder: Holder, kind: string, opened: number | undefined): Holder {
  const id = book.serials.account(holder.institution_id);
  book.cast.accounts.push({
    id,
    institution_id: holder.institution_id,
    party_id: holder.party_id,
    kind,
    currency: holder.currency,
    country: holder.country,
    region: holder.city.region,
    opened_on: book.isoDay(opened ?? -book.draw.integer(30, 3_000)),
  });
  return { ...holder, account_id: id };
}

function register(cast: Cast, role: string | undefined, holder: Holder): Holder {
  if (role !== undefined) cast.role(role).push(holder);
  return holder;
}
