/** Rules between statements: ids, series, components, who may hold which interest in what. */
import { isTrueAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { hit, type RuleHit, when } from './hit.js';
import { type BodsStatement, type RecordType, recordOf } from './statement.js';

export type PlacedHit = RuleHit & { readonly line: number };

/** What the rules need to remember of a record. */
interface Seen {
  readonly type: RecordType;
  readonly entity: string;
  readonly line: number;
  position: number;
  is_component: boolean;
}

/** What they need of a relationship. */
interface Link {
  readonly record_id: string;
  readonly line: number;
  readonly position: number;
  readonly subject: string | null;
  readonly party: string | null;
  readonly components: readonly string[];
  readonly interests: readonly string[];
  readonly is_beneficial: boolean;
}

/** Sees the statements in the order of the file; knows the whole only at the end. */
export class NetworkRules {
  readonly #statements = new Set<string>();
  readonly #records = new Map<string, Seen>();
  readonly #links: Link[] = [];
  readonly #subjects = new Map<string, number>();
  #position = 0;

  add(statement: BodsStatement): RuleHit[] {
    const { statement_id, record_id, type, details, whole, line } = statement;
    const position = this.#position++;
    const is_repeated = statement_id !== null && this.#statements.has(statement_id);
    if (statement_id !== null) this.#statements.add(statement_id);
    const known = this.#records.get(record_id);
    const is_component = isTrueAt(details, 'isComponent');
    const [form, subtype] = ['type', 'subtype'].map((key) => textAt(details, 'entityType', key));
    const entity = `${form} ${subtype}`;
    if (!known) this.#records.set(record_id, { type, entity, line, position, is_component });
    const subject = textAt(whole, 'declarationSubject');
    if (subject !== null && !this.#subjects.has(subject)) this.#subjects.set(subject, line);
    if (type === 'relationship') this.#links.push(linkOf(statement, position));
    return when(is_repeated, 'statement_repeated', { id: statement_id ?? '' });
  }

  *finish(): Generator<PlacedHit> {
    for (const [id, line] of this.#subjects) {
      const type = this.#records.get(id)?.type ?? 'relationship';
      if (type === 'relationship') yield { ...hit('declaration_subject', { id }), line };
    }
    yield* this.#componentHits();
    for (const link of this.#links)
      for (const found of this.#linkHits(link)) yield { ...found, line: link.line };
  }

  /** A component is listed by a relationship that comes after it. */
  *#componentHits(): Generator<PlacedHit> {
    const listed = new Map<string, number>();
    for (const { components, position } of this.#links)
      for (const id of components) listed.set(id, Math.max(listed.get(id) ?? -1, position));
    for (const [id, { is_component, type, position, line }] of this.#records)
      if (is_component && (listed.get(id) ?? -1) < position)
        yield { ...hit(`component_${type}`, { id }), line };
  }

  #linkHits(link: Link): RuleHit[] {
    const { record_id, subject, party, components, interests, is_beneficial } = link;
    const owned = subject === null ? undefined : this.#records.get(subject);
    const owner = party === null ? undefined : this.#records.get(party);
    const unknown = components.filter((id) => id === record_id || !this.#records.has(id));
    return [
      ...[subject, party].flatMap((id) => this.#orderHits(id, link)),
      ...when(owned !== undefined && owned.type !== 'entity', 'subject_entity', { id: record_id }),
      ...when(owner?.type === 'relationship', 'party', { id: record_id }),
      ...when(unknown.length > 0, 'component_records', { ids: unknown.join(', ') }),
      ...when(
        is_beneficial && owner !== undefined && owner.type !== 'person',
        'beneficial_person',
        { id: record_id },
      ),
      ...interestHits(interests, owned, record_id),
    ];
  }

  /** Publishers disagree on whether this must be so: it is said, and nothing follows from it. */
  #orderHits(id: string | null, link: Link): RuleHit[] {
    if (id === null) return [];
    const position = this.#records.get(id)?.position ?? Number.POSITIVE_INFINITY;
    return when(position > link.position, 'order', { id });
  }
}

const TRUST = ['settlor', 'trustee', 'protector', 'beneficiaryOfLegalArrangement'];
const NOMINATION = ['nominee', 'nominator'];

function interestHits(
  interests: readonly string[],
  owned: Seen | undefined,
  id: string,
): RuleHit[] {
  if (!owned) return [];
  const is_nomination = owned.entity === 'arrangement nomination';
  const is_trust =
    owned.entity.endsWith(' trust') || (owned.entity.startsWith('arrangement') && !is_nomination);
  return [
    ...when(!is_trust && interests.some((each) => TRUST.includes(each)), 'trust_interest', { id }),
    ...when(
      !is_nomination && interests.some((each) => NOMINATION.includes(each)),
      'nominee_interest',
      { id },
    ),
  ];
}

function linkOf({ record_id, details, line }: BodsStatement, position: number): Link {
  const interests = objectsAt(details, 'interests');
  return {
    record_id,
    line,
    position,
    subject: recordOf(details, 'subject'),
    party: recordOf(details, 'interestedParty'),
    components: textsAt(details, 'componentRecords'),
    interests: interests.map((each) => textAt(each, 'type') ?? ''),
    is_beneficial: interests.some((each) => each.beneficialOwnershipOrControl === true),
  };
}
