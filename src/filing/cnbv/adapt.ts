import type { Details, FiledAddress, FiledName, FiledParty, Filing } from '../filing.js';
import type { Loss } from '../format.js';
import { CNBV_TEXT, ofLength, transliterate } from '../text/index.js';
import { encodeWindows1252 } from './encode-windows-1252.js';
import type { CnbvForm } from './forms.js';

/**
 * A filing in what columns can hold, and what that took: capitals without accents or semicolons,
 * within their lengths, a name in its columns, an address in one line. Nothing is changed silently.
 */
export function adapted(
  filing: Filing,
  form: CnbvForm,
): { readonly filing: Filing; readonly losses: readonly Loss[] } {
  const fitting = new Fitting(form);
  return { filing: fitting.filing(filing), losses: fitting.losses };
}

/** Lengths of the columns behind our words, in characters. */
const LENGTHS = { company: 125, name: 60, maternal: 30, street: 60, quarter: 30, telephone: 40 };
const TEXT_LENGTH = 4000;

class Fitting {
  readonly losses: Loss[] = [];
  readonly #form: CnbvForm;

  constructor(form: CnbvForm) {
    this.#form = form;
  }

  filing(filing: Filing): Filing {
    const { operations, parties, narrative, details, reference, ...own } = filing;
    const [first, ...others] = operations ?? [];
    const text = first && this.#field(first, 'operations[0]', 'text', TEXT_LENGTH);
    const operation = first && {
      ...first,
      ...this.#field(first, 'operations[0]', 'kind', 2),
      ...this.#field(first, 'operations[0]', 'instrument', 2),
      ...this.#field(first, 'operations[0]', 'account', 16),
      ...this.#field(first, 'operations[0]', 'currency', 3),
      ...text,
    };
    return {
      ...own,
      ...(own.period === undefined ? {} : { period: this.#period(own.period) }),
      ...(reference === undefined ? {} : this.#field(filing, '', 'reference', 6)),
      ...(operation ? { operations: [operation, ...others] } : {}),
      ...(narrative && narrative.length > 0 ? { narrative: [this.#narrative(narrative)] } : {}),
      ...(parties
        ? { parties: parties.map((each, at) => this.#party(each, `parties[${at}]`)) }
        : {}),
      ...(details ? { details: this.#details(details, 'details') } : {}),
    };
  }

  /** Relevant operations are of a month, the last of its quarter: a day in it is left out. */
  #period(period: string): string {
    const month = this.#form.kind === '1' ? period.slice(0, 7) : period;
    if (month !== period) this.#lose('period', 'cut', period, month);
    return month;
  }

  #narrative(blocks: readonly string[]): string {
    const whole = blocks.join(' ');
    if (blocks.length > 1) this.#lose('narrative', 'split', `${blocks.length}`, '1');
    return this.#say('narrative[0]', whole, TEXT_LENGTH);
  }

  #party(party: FiledParty, path: string): FiledParty {
    const { names, addresses, phones, identities, accounts, details } = party;
    const [name] = names ?? [];
    const [address] = addresses ?? [];
    const isSubject = party.role === 'subject';
    return {
      ...party,
      ...this.#field(party, path, 'regulator', 6),
      ...this.#field(party, path, 'occupation_code', 7),
      ...(name
        ? { names: [this.#name(name, party, `${path}.names[0]`), ...(names ?? []).slice(1)] }
        : {}),
      ...(address
        ? {
            addresses: [
              isSubject
                ? this.#address(address, `${path}.addresses[0]`)
                : {
                    ...address,
                    ...this.#fields(address, `${path}.addresses[0]`, { city: 8, postal_code: 5 }),
                  },
              ...(addresses ?? []).slice(1),
            ],
          }
        : {}),
      ...(identities
        ? {
            identities: identities.map((each, at) => ({
              ...each,
              ...this.#field(
                each,
                `${path}.identities[${at}]`,
                'number',
                KEY_LENGTHS[each.kind ?? ''] ?? 40,
              ),
            })),
          }
        : {}),
      ...(phones ? { phones: this.#phones(phones, path) } : {}),
      ...(accounts
        ? {
            accounts: accounts.map((each, at) => ({
              ...each,
              ...this.#fields(each, `${path}.accounts[${at}]`, { number: 16, institution: 6 }),
            })),
          }
        : {}),
      ...(details ? { details: this.#details(details, `${path}.details`) } : {}),
    };
  }

  /** Of a whole name nobody can say which word is a surname: it goes where given names go. */
  #name(name: FiledName, { kind, role }: FiledParty, path: string): FiledName {
    const { full, given: first, middle, suffix, family_unknown, ...parts } = name;
    const isWhole = ![first, middle, name.family, name.maternal].some((part) => part?.trim());
    const isCompany = kind === 'organisation' || kind === 'trust';
    const isOneColumn = role === 'related' ? isWhole && !family_unknown : isCompany;
    if (isOneColumn) return this.#company(name, path, role);
    const said = [first ?? (isWhole ? full : undefined), middle].filter(
      (part) => part !== undefined,
    );
    const given =
      said.length > 0 ? this.#say(`${path}.given`, said.join(' '), LENGTHS.name) : undefined;
    if (isWhole && full !== undefined) this.#lose(`${path}.full`, 'split', full, given ?? '');
    if (middle !== undefined) this.#lose(`${path}.middle`, 'split', middle, given ?? '');
    if (suffix !== undefined) this.#lose(`${path}.suffix`, 'dropped', suffix, '');
    if (full !== undefined && !isWhole) this.#lose(`${path}.full`, 'dropped', full, '');
    const family = this.#field(name, path, 'family', LENGTHS.name);
    return {
      ...parts,
      ...(given ? { given } : {}),
      ...family,
      ...(family_unknown ? { family_unknown } : {}),
      ...this.#field(name, path, 'maternal', LENGTHS.maternal),
    };
  }

  /** In one column; the parts of a person's name have no place there. */
  #company(name: FiledName, path: string, role: FiledParty['role']): FiledName {
    const { given, family, maternal, middle, suffix, family_unknown, ...rest } = name;
    for (const [key, part] of Object.entries({ given, family, maternal, middle, suffix }))
      if (part !== undefined) this.#lose(`${path}.${key}`, 'dropped', part, '');
    if (family_unknown) this.#lose(`${path}.family_unknown`, 'dropped', 'true', '');
    const length = role === 'related' ? LENGTHS.name : LENGTHS.company;
    return { ...rest, ...this.#field(name, path, 'full', length) };
  }

  /** Street and numbers share a column. */
  #address(address: FiledAddress, path: string): FiledAddress {
    const { street, exterior, interior, ...rest } = address;
    const parts = [street, exterior, interior].filter((part) => part !== undefined);
    const line =
      parts.length > 0 ? this.#say(`${path}.street`, parts.join(' '), LENGTHS.street) : '';
    if (exterior !== undefined) this.#lose(`${path}.exterior`, 'split', exterior, line);
    if (interior !== undefined) this.#lose(`${path}.interior`, 'split', interior, line);
    return {
      ...rest,
      ...(line ? { street: line } : {}),
      ...this.#fields(address, path, { quarter: LENGTHS.quarter, city: 8 }),
    };
  }

  /** As many as the column holds, whole. */
  #phones(phones: NonNullable<FiledParty['phones']>, path: string): FiledParty['phones'] {
    let left = LENGTHS.telephone;
    return phones.flatMap((phone, at) => {
      const number = this.#say(
        `${path}.phones[${at}].number`,
        (phone.number ?? '').replaceAll('/', ' '),
        left,
      );
      const isCut = number.length < (phone.number ?? '').length;
      left -= number.length + 1;
      if (number === '' || isCut) {
        if (phone.number !== undefined)
          this.#lose(`${path}.phones[${at}].number`, 'dropped', phone.number, '');
        return [];
      }
      return [{ ...phone, number }];
    });
  }

  /** Columns by their names as the file had them; only what a row cannot hold is changed. */
  #details(details: Details, path: string): Details {
    const isUtf8 = details['@codificacion'] !== undefined;
    const entries = Object.entries(details).flatMap(([name, value]): [string, string][] => {
      if (typeof value !== 'string') {
        this.#lose(`${path}.${name}`, 'dropped', JSON.stringify(value), '');
        return [];
      }
      const isHeld = !/[;\r\n]/.test(value) && (isUtf8 || encodeWindows1252(value) !== null);
      return [
        [
          name,
          isHeld || name.startsWith('@') ? value : this.#say(`${path}.${name}`, value, TEXT_LENGTH),
        ],
      ];
    });
    return Object.fromEntries(entries);
  }

  #fields<T extends object>(
    value: T,
    path: string,
    lengths: Readonly<Partial<Record<keyof T & string, number>>>,
  ) {
    const all = Object.entries(lengths) as [keyof T & string, number][];
    return Object.assign({}, ...all.map(([key, length]) => this.#field(value, path, key, length)));
  }

  #field<T extends object, K extends keyof T & string>(
    value: T,
    path: string,
    key: K,
    length: number,
  ) {
    const text = value[key];
    if (typeof text !== 'string') return {} as { [P in K]?: string };
    const said = this.#say(path === '' ? key : `${path}.${key}`, text, length);
    return { [key]: said === '' ? undefined : said } as { [P in K]?: string };
  }

  #say(path: string, text: string, length: number): string {
    if (this.#form.kind === '1' && OF_UNUSUAL.test(path)) return text;
    const { text: said, isCut } = transliterate(text, ofLength(CNBV_TEXT, Math.max(0, length)));
    if (said !== text)
      this.#lose(path, said === '' ? 'dropped' : isCut ? 'cut' : 'transliterated', text, said);
    return said;
  }

  #lose(path: string, kind: Loss['kind'], from: string, to: string): void {
    this.losses.push({ path, kind, from, to });
  }
}

const KEY_LENGTHS: Readonly<Record<string, number>> = { casfim: 7, branch: 2, rfc: 13, curp: 18 };
/** What reports of relevant operations have no column for, and lose as a whole. */
const OF_UNUSUAL = /^(narrative|operations\[0\]\.text)/;
