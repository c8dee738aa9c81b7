import type {
  FiledAccount,
  FiledAddress,
  FiledIdentity,
  FiledName,
  FiledParty,
  Filing,
} from '../filing.js';
import type { Loss } from '../format.js';
import { type BlockLimits, Fitting } from './fit-text.js';
import type { FincenForm } from './forms.js';
import { IDENTITIES } from './identity-codes.js';
import { ROLES } from './role-codes.js';

/**
 * A filing as a form of FinCEN can hold it: names and addresses of Mexico in fewer fields, whole
 * dollars, texts within their lengths, the narrative in blocks. Nothing is changed silently.
 */
export function fitted(
  filing: Filing,
  form: FincenForm,
): { readonly filing: Filing; readonly losses: readonly Loss[] } {
  const fitting = new Fitting();
  const whole = new Fitter(form, fitting).filing(filing);
  return { filing: whole, losses: fitting.losses };
}

/** Lengths of the elements behind our words, in characters; the same in all five forms. */
const LENGTHS: Readonly<Record<string, number>> = {
  full: 150,
  family: 150,
  given: 35,
  middle: 35,
  suffix: 35,
  title: 35,
  street: 100,
  city: 50,
  state: 3,
  country: 2,
  other: 50,
  note: 50,
  occupation: 50,
  occupation_code: 6,
  address: 39,
  code: 15,
  issuer: 150,
  institution: 25,
};
const EMAIL_LENGTH = 517;
const ATTACHMENT_LENGTH = 150;

const NARRATIVES: Readonly<Record<FincenForm, BlockLimits>> = {
  'fincen-sar': { blocks_max: 5, length_max: 4000, is_one_line: false },
  'fincen-ctr': { blocks_max: 0, length_max: 4000, is_one_line: true },
  'fincen-8300': { blocks_max: 1, length_max: 750, is_one_line: true },
  'fincen-doep': { blocks_max: 0, length_max: 4000, is_one_line: true },
  'fincen-fbar': { blocks_max: 1, length_max: 4000, is_one_line: true },
};

const AMOUNTS = new Set(['amount', 'cumulative', 'cash_in', 'cash_out', 'price']);
const DAYS = new Set(['on', 'from', 'to', 'filed_on', 'born_on']);

class Fitter {
  readonly #form: FincenForm;
  readonly #fitting: Fitting;
  readonly #lengths: Readonly<Record<string, number>>;

  constructor(form: FincenForm, fitting: Fitting) {
    this.#form = form;
    this.#fitting = fitting;
    const isShort = form === 'fincen-8300' || form === 'fincen-doep';
    this.#lengths = isShort ? { ...LENGTHS, occupation: 30 } : LENGTHS;
  }

  filing(filing: Filing): Filing {
    const { parties, activity, operations, narrative, attachments, ...own } = filing;
    const kept = attachments?.slice(0, 1) ?? [];
    for (const [index, name] of (attachments ?? []).entries()) {
      if (index > 0) this.#fitting.drop(`attachments[${index}]`, name);
    }
    return {
      ...this.#record(own, ''),
      ...(parties ? { parties: this.#parties(parties, 'parties') } : {}),
      ...(activity ? { activity: this.#lists(activity, 'activity') } : {}),
      ...(operations
        ? { operations: operations.map((each, i) => this.#record(each, `operations[${i}]`)) }
        : {}),
      ...(kept.length > 0
        ? { attachments: this.#texts(kept, 'attachments', ATTACHMENT_LENGTH) }
        : {}),
      ...(narrative && narrative.length > 0
        ? { narrative: this.#fitting.narrative(narrative, NARRATIVES[this.#form]) }
        : {}),
    };
  }

  #parties(parties: readonly FiledParty[], path: string): FiledParty[] {
    const codes = new Set(Object.values(ROLES[this.#form]));
    return parties.flatMap((party, index) => {
      const here = `${path}[${index}]`;
      const isKnown = codes.has(party.role) || party.details?.ActivityPartyTypeCode !== undefined;
      if (isKnown) return [this.#party(party, here)];
      this.#fitting.drop(here, party.role);
      return [];
    });
  }

  #party(party: FiledParty, path: string): FiledParty {
    const { names, addresses, phones, identities, emails, sites, accounts, parties, ...own } =
      party;
    const each = <V>(
      list: readonly V[] | undefined,
      key: string,
      change: (v: V, p: string) => V,
    ) =>
      list && list.length > 0
        ? { [key]: list.map((v, i) => change(v, `${path}.${key}[${i}]`)) }
        : {};
    return {
      ...this.#record(own, path),
      ...each(names, 'names', (name, at) => this.#name(name, at)),
      ...each(addresses, 'addresses', (address, at) => this.#address(address, at)),
      ...each(phones, 'phones', (phone, at) =>
        this.#numbers(phone, at, { number: 16, extension: 6 }),
      ),
      ...each(identities, 'identities', (identity, at) => this.#identity(identity, at)),
      ...each(accounts, 'accounts', (account, at) => this.#account(account, at)),
      ...(emails ? { emails: this.#texts(emails, `${path}.emails`, EMAIL_LENGTH) } : {}),
      ...(sites ? { sites: this.#texts(sites, `${path}.sites`, EMAIL_LENGTH) } : {}),
      ...(parties ? { parties: this.#parties(parties, `${path}.parties`) } : {}),
    } as FiledParty;
  }

  /** One surname field: the maternal surname joins the paternal one. */
  #name(name: FiledName, path: string): FiledName {
    const { maternal, ...others } = name;
    if (maternal === undefined) return this.#record(name, path);
    const family = [others.family, maternal].filter((part) => part !== undefined).join(' ');
    this.#fitting.change(`${path}.maternal`, maternal, family);
    return this.#record({ ...others, family }, path);
  }

  /** One street field: numbers and the neighbourhood follow the street. */
  #address(address: FiledAddress, path: string): FiledAddress {
    const { exterior, interior, quarter, postal_code, ...others } = address;
    const parts = [others.street, exterior, interior, quarter].filter((part) => part !== undefined);
    const street = parts.join(' ');
    const isJoined = (exterior ?? interior ?? quarter) !== undefined;
    if (isJoined) this.#fitting.change(`${path}.street`, parts.join(', '), street);
    const known = isJoined ? { ...others, street } : others;
    return {
      ...this.#record(known, path),
      ...this.#numbers({ postal_code }, path, { postal_code: 9 }),
    };
  }

  /** A Mexican number goes as a foreign one, or as another document with its name. */
  #identity(identity: FiledIdentity, path: string): FiledIdentity {
    const { kind, number, ...others } = identity;
    const words = new Set(Object.values(IDENTITIES[this.#form]));
    const isMexican = kind === 'rfc' || kind === 'curp';
    const isForeign = kind === 'rfc' && words.has('foreign');
    const known =
      kind === undefined || words.has(kind) || !isMexican
        ? { ...others, ...(kind === undefined ? {} : { kind }) }
        : isForeign
          ? { country: 'MX', ...others, kind: 'foreign' }
          : { country: 'MX', other: kind.toUpperCase(), ...others, kind: 'other' };
    if (known.kind !== kind) this.#fitting.change(`${path}.kind`, String(kind), known.kind ?? '');
    const isTax = ['ssn', 'ein', 'tin'].includes(kind ?? '');
    const path_number = `${path}.number`;
    const fitted =
      number === undefined
        ? undefined
        : isTax
          ? this.#fitting.number(path_number, number, 25)
          : this.#fitting.text(path_number, number, 25);
    return { ...this.#record(known, path), ...(fitted === undefined ? {} : { number: fitted }) };
  }

  /** An account's number is told as the institution writes it. */
  #account(account: FiledAccount, path: string): FiledAccount {
    const { number, ...others } = account;
    const fitted = number && this.#fitting.text(`${path}.number`, number, 40);
    return { ...this.#record(others, path), ...(fitted ? { number: fitted } : {}) };
  }

  #texts(texts: readonly string[], path: string, length_max: number): string[] {
    return texts
      .map((each, index) => this.#fitting.text(`${path}[${index}]`, each, length_max))
      .filter((each) => each !== undefined);
  }

  /** A record and the records in its lists. */
  #lists<T extends object>(record: T, path: string): T {
    const entries = Object.entries(this.#record(record, path)).map(([key, value]) => {
      if (!Array.isArray(value)) return [key, value] as const;
      const items = value as readonly object[];
      return [key, items.map((item, i) => this.#record(item, `${path}.${key}[${i}]`))] as const;
    });
    return Object.fromEntries(entries) as T;
  }

  #numbers<T extends object>(
    record: T,
    path: string,
    lengths: Readonly<Record<string, number>>,
  ): T {
    return this.#each(record, path, (key, text, at) => {
      const length = lengths[key];
      return length === undefined
        ? this.#one(key, text, at)
        : this.#fitting.number(at, text, length);
    });
  }

  #record<T extends object>(record: T, path: string): T {
    return this.#each(record, path, (key, text, at) => this.#one(key, text, at));
  }

  /** The texts of a record changed; what is left empty is left out, what is no text stays. */
  #each<T extends object>(
    record: T,
    path: string,
    change: (key: string, text: string, at: string) => string | undefined,
  ): T {
    const all: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(record)) {
      const isText = typeof value === 'string';
      const kept = isText ? change(key, value, path === '' ? key : `${path}.${key}`) : value;
      if (kept !== undefined) all[key] = kept;
    }
    return all as T;
  }

  #one(key: string, text: string, path: string): string | undefined {
    if (AMOUNTS.has(key)) return this.#fitting.dollars(path, text);
    if (DAYS.has(key)) return this.#fitting.day(path, text);
    const length = this.#lengths[key];
    return length === undefined ? text : this.#fitting.text(path, text, length);
  }
}
