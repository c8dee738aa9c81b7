import {
  type Bilingual,
  type Clock,
  isoTime,
  type Language,
  type Params,
  type Speaker,
} from '../base/index.js';
import type { FormCatalogue } from './catalogue.js';
import { type DocumentNode, NO_FRAME, type NodePlace } from './document/node.js';
import type { RepeatedNumber, XmlEnd, XmlFrame, XmlUnit } from './document/read-xml.js';
import type { Format } from './format.js';
import type { Layout } from './layout/layout.js';
import { layoutChecker } from './layout/layout-checker.js';
import { type FileFacts, judge, type RuleJudge } from './rule/judge.js';
import type { RuleFinding } from './rule/rule.js';
import type { SchemaJudge, SchemaSource } from './schema/index.js';

export interface JudgesOptions {
  readonly forms: FormCatalogue;
  readonly clock: Clock;
  readonly voices: Readonly<Record<Language, Speaker>>;
  /** The official schemas that the user has imported; null: none. */
  readonly schemas: SchemaSource | null;
  /** The day of filing (`2026-04-30`), whose layouts and rules apply; left out: today. */
  readonly on?: string;
}

export function filingDay({ on, clock }: Pick<JudgesOptions, 'on' | 'clock'>): string {
  return on ?? isoTime(clock.now()).slice(0, 10);
}

export interface Verdicts {
  /** In the order of the file. */
  readonly findings: readonly RuleFinding[];
  /** How often each rule was broken, also beyond what `findings` keeps. */
  readonly totals: Readonly<Record<string, number>>;
  /** Which official schema judged; null: none was imported for this form and day. */
  readonly schema: string | null;
}

/** Findings kept of each rule; all are counted. */
const SHOWN_MAX = 20;

/** All that judges a file of one form: its layout, its rules, the official schema. */
export class Judges {
  readonly #layout;
  readonly #rules: RuleJudge;
  readonly #schema: SchemaJudge | null;
  readonly #voices: JudgesOptions['voices'];
  readonly #kept: RuleFinding[] = [];
  readonly #totals = new Map<string, number>();
  /** How deep units stand. */
  readonly #depth: number;
  #frame_index = -1;
  #has_units = false;
  /** As it was with its last unit. */
  #frame: DocumentNode = NO_FRAME;

  constructor(
    of: {
      readonly format: Format;
      readonly layout: Layout;
      /** The day of filing. */
      readonly day: string;
      readonly file: { readonly name: string; readonly bytes?: number };
    },
    { forms, clock, voices, schemas }: JudgesOptions,
  ) {
    const { format, layout, day, file } = of;
    this.#voices = voices;
    this.#depth = layout.unit.length;
    this.#layout = layoutChecker(layout, voices);
    const codes = new Map(
      [...layout.values].flatMap(([name, value]) => (value.codes ? [[name, value.codes]] : [])),
    );
    const { form, unit } = layout;
    this.#rules = judge(forms.rulesOf(format).rules, {
      ...{ form, filed_on: day, unit, codes, clock },
      shown_max: SHOWN_MAX,
    }).begin(file);
    this.#schema = schemas?.judgeOf(layout, day) ?? null;
  }

  /** Judges a unit. */
  unit({ unit, frame, frame_index, path }: Omit<XmlUnit, 'kind' | 'prefixes'>): void {
    this.#has_units = true;
    this.#frame = frame;
    this.#keep(this.#layout.unit(unit, path));
    if (frame_index !== this.#frame_index && this.#depth > 2) this.#keep(this.#layout.frame(frame));
    this.#frame_index = frame_index;
    this.#rules.unit(unit, frame, frame_index);
    if (this.#schema) this.#keep(this.#schema.add(unit, frame, path));
  }

  /** Judges a frame at its end: without units (`frame`), or with more to say than before them. */
  frame({ kind, frame, frame_index }: Pick<XmlFrame, 'kind' | 'frame' | 'frame_index'>): void {
    this.#rules.frame(frame, frame_index);
    this.#frame_index = frame_index;
    if (kind === 'rest') {
      this.#keep(this.#layout.rest(frame, this.#frame));
      if (this.#schema) this.#keep(this.#schema.rest(frame));
      return;
    }
    this.#keep(this.#layout.whole(frame));
    if (this.#schema) this.#keep(this.#schema.frame(frame));
  }

  /** Judges the file as a whole; `facts` that only its end tells. */
  end(
    {
      root,
      namespace,
      repeated,
      repeated_count,
      prefixes,
    }: Omit<XmlEnd, 'kind' | 'has_bom' | 'units'>,
    facts: FileFacts = {},
  ): Verdicts {
    if (this.#depth === 2 && this.#has_units) this.#keep(this.#layout.frame(root));
    if (prefixes.every((use) => use.namespace === namespace))
      this.#namespace(root.name, root.place, namespace);
    else for (const use of prefixes) this.#namespace(use.path, use.place, use.namespace);
    this.#keep(repeated.map((each) => this.#repeated(each)));
    this.#count('document.number', repeated_count - repeated.length);
    const { findings, totals } = this.#rules.end(root, { ...facts, prefixes });
    this.#kept.push(...findings);
    for (const [rule, count] of totals) this.#count(rule, count);
    return this.close();
  }

  /** What was found so far: of a file that cannot be read to its end. */
  close(): Verdicts {
    if (this.#schema) this.#keep(this.#schema.end());
    const findings = this.#kept.toSorted(
      (a, b) =>
        (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
        (a.place?.column ?? 0) - (b.place?.column ?? 0),
    );
    this.#schema?.close();
    const schema = this.#schema?.name ?? null;
    return { findings, totals: Object.fromEntries(this.#totals), schema };
  }

  #keep(findings: readonly RuleFinding[]): void {
    for (const finding of findings) {
      if (this.#count(finding.rule, 1) <= SHOWN_MAX) this.#kept.push(finding);
    }
  }

  #count(rule: string, more: number): number {
    const total = (this.#totals.get(rule) ?? 0) + more;
    if (total > 0) this.#totals.set(rule, total);
    return total;
  }

  #repeated({ number, path, place, first }: RepeatedNumber): RuleFinding {
    const params = { number, line: first.line, column: first.column };
    const sentence = this.#say('filing.number_twice', params);
    const source = 'FinCEN XML schemas: Unique-SeqNum';
    const what = { rule: 'document.number', severity: 'reject', source, verified: true } as const;
    return { ...what, path, place, value: number, sentence };
  }

  #namespace(path: string, place: NodePlace | null, value: string): void {
    const { namespace, source, verified } = this.#layout.layout;
    const expected = namespace ?? '';
    if (value === expected) return;
    const sentence = this.#say('filing.namespace', { value, expected });
    const what = { rule: 'document.namespace', severity: 'reject', source, verified } as const;
    this.#keep([{ ...what, path, place, value, sentence }]);
  }

  #say(key: string, params: Params): Bilingual {
    return { en: this.#voices.en.say(key, params), es: this.#voices.es.say(key, params) };
  }
}
