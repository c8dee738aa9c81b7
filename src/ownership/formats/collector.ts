/** Gathers what readers find: each holder once, each interest once, and what was lost. */
import type { Holder, Interest, Statements } from '../statement.js';
import type {
  Loss,
  LossReason,
  Publication,
  ReadOptions,
  StatementFinding,
  StatementReject,
  StatementSink,
} from './reader.js';

/** Of rejects and findings the first are kept; all are counted by reason. */
const KEPT_MAX = 10_000;
const VALUE_SHOWN = 200;

/** Records of a file: those read are those kept and those rejected. */
export interface RecordCounts {
  readonly read: number;
  readonly kept: number;
  readonly rejected: number;
}

export class StatementCollector {
  readonly rejects: StatementReject[] = [];
  readonly findings: StatementFinding[] = [];
  /** By code: of rejects and of findings, beyond those that were kept too. */
  readonly reasons = new Map<string, number>();
  readonly #holders = new Map<string, Holder>();
  readonly #interests = new Map<string, Interest>();
  readonly #losses = new LossTally();
  readonly #options: ReadOptions;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  /** A sink for one file, and the count of its records so far. */
  sinkFor(
    file: string,
  ): StatementSink & { counts(): RecordCounts; publication(): Publication | null } {
    let [kept, rejected] = [0, 0];
    const publications = new PublicationTally();
    return {
      published: (on, version) => publications.add(on, version),
      publication: () => publications.result(),
      counts: () => ({ read: kept + rejected, kept, rejected }),
      kept: () => {
        kept++;
      },
      reject: (code, value, { line }) => {
        rejected++;
        this.#reject({ file, line, code, value: value.slice(0, VALUE_SHOWN) });
      },
      find: (finding, { line }) => this.#find({ ...finding, file, line }),
      lose: (field, reason, example) => this.#losses.add(field, reason, example),
      holder: (holder) => this.#addHolder(holder),
      interest: (interest) => this.#addInterest(interest),
    };
  }

  statements(): Statements {
    return { holders: [...this.#holders.values()], interests: [...this.#interests.values()] };
  }

  losses(): readonly Loss[] {
    return this.#losses.list();
  }

  #reject(reject: StatementReject): void {
    this.#count(reject.code);
    if (this.rejects.length < KEPT_MAX) this.rejects.push(reject);
    this.#options.onReject?.(reject);
  }

  #find(finding: StatementFinding): void {
    this.#count(finding.code);
    if (this.findings.length < KEPT_MAX) this.findings.push(finding);
  }

  #count(code: string): void {
    this.reasons.set(code, (this.reasons.get(code) ?? 0) + 1);
  }

  #addHolder(holder: Holder): void {
    const known = this.#holders.get(holder.id);
    this.#holders.set(holder.id, known ? mergeHolders(known, holder, this.#losses) : holder);
  }

  /** One id with two contents: the second keeps its own, `id~2`. */
  #addInterest(interest: Interest): void {
    for (let n = 1; ; n++) {
      const id = n === 1 ? interest.id : `${interest.id}~${n}`;
      const known = this.#interests.get(id);
      if (known && sameInterest(known, interest)) return;
      if (known) continue;
      this.#interests.set(id, { ...interest, id });
      return;
    }
  }
}

/** Versions of one file that are kept apart: there are few, unless it is nonsense. */
const VERSIONS_MAX = 10;
const VERSION_LETTERS_MAX = 20;

class PublicationTally {
  readonly #versions = new Set<string>();
  #first: string | null = null;
  #last: string | null = null;

  add(on: string | null, version: string | null): void {
    if (on !== null && (this.#first === null || on < this.#first)) this.#first = on;
    if (on !== null && (this.#last === null || on > this.#last)) this.#last = on;
    if (version !== null && this.#versions.size < VERSIONS_MAX)
      this.#versions.add(version.slice(0, VERSION_LETTERS_MAX));
  }

  result(): Publication | null {
    if (this.#first === null && this.#versions.size === 0) return null;
    return { first_on: this.#first, last_on: this.#last, versions: [...this.#versions] };
  }
}

/** Counts losses by field and reason. */
export class LossTally {
  readonly #losses = new Map<string, Loss>();

  add(field: string, reason: LossReason, example: string): void {
    const key = `${reason} ${field}`;
    const known = this.#losses.get(key);
    const count = (known?.count ?? 0) + 1;
    this.#losses.set(key, { field, reason, count, example: known?.example ?? example });
  }

  list(): readonly Loss[] {
    return [...this.#losses.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
  }
}

/** What the first says stands; the second fills its gaps. Another name becomes an alias. */
function mergeHolders(first: Holder, second: Holder, losses: LossTally): Holder {
  for (const field of SCALARS)
    if (first[field] !== null && second[field] !== null && first[field] !== second[field])
      losses.add(`holder.${field}`, 'merged', second.id);
  const names = [...first.other_names, ...second.other_names, second.name].filter(
    (name) => name !== null && name !== first.name && first.name !== null,
  );
  return {
    ...first,
    kind: first.kind === 'unknown' ? second.kind : first.kind,
    name: first.name ?? second.name,
    other_names: first.name === null ? second.other_names : unique(names as string[]),
    country: first.country ?? second.country,
    addresses: unique([...first.addresses, ...second.addresses]),
    identifiers: uniqueIdentifiers([...first.identifiers, ...second.identifiers]),
    born_on: first.born_on ?? second.born_on,
    dissolved_on: first.dissolved_on ?? second.dissolved_on,
    sector: first.sector ?? second.sector,
    listed_company: first.listed_company || second.listed_company,
    source: first.name === null ? second.source : first.source,
  };
}

const SCALARS = ['country', 'born_on', 'dissolved_on', 'sector'] as const;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function uniqueIdentifiers(list: Holder['identifiers']): Holder['identifiers'] {
  return [...new Map(list.map((each) => [`${each.scheme} ${each.value}`, each])).values()];
}

function sameInterest(a: Interest, b: Interest): boolean {
  return textOf({ ...a, id: '' }) === textOf({ ...b, id: '' });
}

function textOf(interest: Interest): string {
  return JSON.stringify(interest, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}
