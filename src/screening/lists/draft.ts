/** A listing in the making: every format fills one, so that all give the same shape. */
import type { Link, Listing, Stage } from '../listing.js';
import type {
  Address,
  Identifier,
  Name,
  NameParts,
  Profile,
  ProfileDate,
  ProfileKind,
  ProfilePlace,
  Wallet,
} from '../profile.js';
import { countryOf } from './countries.js';
import { type Days, daysOf } from './days.js';
import { placedCountry } from './places.js';

export interface NameInput {
  readonly kind?: Name['kind'];
  readonly strength?: Name['strength'];
  readonly parts?: Partial<NameParts> | null;
}

/** Nothing empty gets in, and nothing twice. */
export class Draft {
  kind: ProfileKind = null;
  gender: Profile['gender'] = null;
  listed_on: string | null = null;
  remarks: string | null = null;
  readonly id: string;
  readonly #list: string;
  readonly #names = new Map<string, Name>();
  readonly #dates = new Map<string, ProfileDate>();
  readonly #places = new Map<string, ProfilePlace>();
  readonly #addresses = new Map<string, Address>();
  readonly #identifiers = new Map<string, Identifier>();
  readonly #wallets = new Map<string, Wallet>();
  readonly #programs = new Map<string, string>();
  readonly #stages = new Map<string, Stage>();
  readonly #links = new Map<string, Link>();
  readonly #properties = new Map<string, Set<string>>();

  constructor(list: string, id: string) {
    this.#list = list;
    this.id = id;
  }

  get hasNames(): boolean {
    return this.#names.size > 0;
  }

  /** The first is the primary name, whatever `kind` says. */
  name(full: string | null, input: NameInput = {}): void {
    const written = full?.replace(/\s+/g, ' ').trim();
    if (!written || !/[\p{L}\p{N}]/u.test(written)) return;
    const kind = input.kind ?? (this.hasNames ? 'alias' : 'primary');
    const { strength = 'strong' } = input;
    if (this.#names.has(written)) return;
    this.#names.set(written, { full: written, kind, strength, parts: wholeParts(input.parts) });
  }

  /** What cannot be read as a date is kept as a property. */
  date(kind: ProfileDate['kind'], written: string | null, days?: Days | null): void {
    const read = days === undefined ? daysOf(written) : days;
    if (read) addNew(this.#dates, { kind, ...read });
    else this.property(`${kind} date`, written);
  }

  place(kind: ProfilePlace['kind'], written: string | null, country?: string | null): void {
    const text = written
      ?.replace(/\s+/g, ' ')
      .replace(/[.\s]+$/, '')
      .trim();
    if (!text || NOWHERE.test(text)) return;
    addNew(this.#places, { kind, country: country ?? placedCountry(text), text });
  }

  address(address: Partial<Address>): void {
    const { street = null, city = null, region = null, postal_code = null } = address;
    const country = address.country ?? null;
    const parts = [street, city, region, postal_code].filter((part) => part !== null);
    const text = address.text ?? parts.join(', ');
    if (text.trim() === '') return;
    addNew(this.#addresses, { text, street, city, region, postal_code, country });
  }

  identifier(identifier: Identifier | null): void {
    if (identifier && identifier.value !== '') addNew(this.#identifiers, identifier);
  }

  wallet(currency: string | null, address: string | null): void {
    if (address) addNew(this.#wallets, { currency, address });
  }

  program(tag: string): void {
    addNew(this.#programs, tag);
  }

  stage(stage: Stage): void {
    addNew(this.#stages, stage);
  }

  link(relation: string, to: { readonly id?: string | null; readonly name?: string | null }): void {
    if (to.id || to.name)
      addNew(this.#links, { relation, to_id: to.id ?? null, to_name: to.name ?? null });
  }

  property(name: string, value: string | null | undefined): void {
    const text = value?.trim();
    if (!text) return;
    const values = this.#properties.get(name);
    if (values) values.add(text);
    else this.#properties.set(name, new Set([text]));
  }

  /** A country by name or code, for the fields that take a code. */
  country(written: string | null): string | null {
    return written === null ? null : countryOf(written);
  }

  done(): Listing {
    const stages = [...this.#stages.values()].sort((a, b) =>
      (a.on ?? '') < (b.on ?? '') ? -1 : 1,
    );
    return {
      list: this.#list,
      id: this.id,
      kind: this.kind,
      names: [...this.#names.values()],
      dates: [...this.#dates.values()],
      places: [...this.#places.values()],
      addresses: [...this.#addresses.values()],
      identifiers: [...this.#identifiers.values()],
      wallets: [...this.#wallets.values()],
      gender: this.gender,
      programs: [...this.#programs.values()],
      stages,
      links: [...this.#links.values()],
      listed_on: this.listed_on,
      remarks: this.remarks,
      properties: Object.fromEntries(
        [...this.#properties].map(([name, values]) => [name, [...values]]),
      ),
    };
  }
}

/** “Male”, “F”, “Mujer”: null where it is neither. */
export function genderOf(written: string | null): Profile['gender'] {
  if (written === null) return null;
  if (/^\s*(m|male|hombre|masculino|h)\s*$/i.test(written)) return 'male';
  return /^\s*(f|female|mujer|femenino)\s*$/i.test(written) ? 'female' : null;
}

function wholeParts(parts: Partial<NameParts> | null | undefined): NameParts | null {
  if (!parts) return null;
  const { given = null, paternal = null, maternal = null, surnames = null } = parts;
  const whole = {
    given: given?.trim() || null,
    paternal: paternal?.trim() || null,
    maternal: maternal?.trim() || null,
    surnames: surnames?.trim() || null,
  };
  return Object.values(whole).some((part) => part !== null) ? whole : null;
}

function addNew<T extends object | string>(items: Map<string, T>, item: T): void {
  const key = JSON.stringify(item);
  if (!items.has(key)) items.set(key, item);
}

const NOWHERE = /^(na|n\/a|-|unknown|undetermined|not (known|available))$/i;
