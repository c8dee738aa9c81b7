/** GLEIF's relations and exceptions as interests: who consolidates, manages, contains whom. */
import type { Interest, Source } from '../../statement.js';
import { draftHolder, draftInterest } from '../drafts.js';
import type { RecordPlace, StatementSink } from '../reader.js';

/** A relation as any of GLEIF's formats tells it: the start node is what is owned. */
export interface Relation {
  readonly start: string | null;
  readonly end: string | null;
  readonly type: string | null;
  readonly status: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly known_from: string | null;
  /** Day of the last change: what ended without a day ended by then. */
  readonly updated_on: string | null;
  readonly source: Source;
}

export const LEI_SCHEME = 'XI-LEI';

/** The id of the holder that has this LEI. */
export function leiId(lei: string): string {
  return `${LEI_SCHEME}-${lei}`;
}

/**
 * Accounting consolidation is control of more than half in most standards, but no share is stated,
 * and none is made up. Of the other types, that a fund is managed is control without ownership; a
 * branch, a sub-fund or a feeder fund belongs to its other end, though by no share either.
 */
const TYPES: Readonly<Record<string, Pick<Interest, 'kind' | 'directness'>>> = {
  IS_DIRECTLY_CONSOLIDATED_BY: { kind: 'other_control', directness: 'direct' },
  IS_ULTIMATELY_CONSOLIDATED_BY: { kind: 'other_control', directness: 'indirect' },
  IS_INTERNATIONAL_BRANCH_OF: { kind: 'other_control', directness: 'direct' },
  'IS_FUND-MANAGED_BY': { kind: 'other_control', directness: 'direct' },
  IS_SUBFUND_OF: { kind: 'unknown', directness: 'direct' },
  IS_FEEDER_TO: { kind: 'unknown', directness: 'direct' },
};

/** Keeps a relation, or says why it is none. Its two ends are holders, known by their LEI alone. */
export function giveRelation(relation: Relation, sink: StatementSink, place: RecordPlace): void {
  const { start, end, type, status, from, until, known_from, updated_on, source } = relation;
  if (!start || !end || !type) {
    sink.reject('gleif_incomplete', [start, type, end].join(' '), place);
    return;
  }
  // GLEIF's NULL is a relation that its owner has taken back: it says nothing any more.
  if (status === 'NULL') {
    sink.reject('gleif_withdrawn', `${start} ${type}`, place);
    return;
  }
  const meaning = TYPES[type];
  if (!meaning || meaning.kind === 'unknown')
    sink.lose(`RelationshipType ${type}`, 'coarsened', start);
  if (status === 'INACTIVE' && until === null)
    sink.lose('RelationshipStatus INACTIVE', 'coarsened', start);
  sink.kept();
  for (const lei of [start, end]) sink.holder(leiHolder(lei, source));
  sink.interest(
    draftInterest({
      ...(meaning ?? { kind: 'unknown', directness: 'unknown' }),
      subject: leiId(start),
      owner: leiId(end),
      from,
      until: until ?? (status === 'INACTIVE' ? updated_on : null),
      known_from,
      source: { ...source, place: `${start} ${type} ${end}` },
    }),
  );
}

/**
 * Why no parent is named. Each reason says that there is somebody, or nobody, behind; the interest
 * has no owner, and the reason stands in its source's place.
 */
export function giveException(
  exception: {
    readonly lei: string | null;
    readonly category: string | null;
    readonly reasons: readonly string[];
    readonly source: Source;
  },
  sink: StatementSink,
  place: RecordPlace,
): void {
  const { lei, category, reasons, source } = exception;
  if (!lei || !category) {
    sink.reject('gleif_incomplete', [lei, category].join(' '), place);
    return;
  }
  sink.kept();
  sink.holder(leiHolder(lei, source));
  const directness = category.startsWith('DIRECT') ? 'direct' : 'indirect';
  const said = { ...source, place: `${lei} ${category} ${reasons.join(' ')}`.trim() };
  // Nobody to know, or only natural persons: no company consolidates it, which is no interest.
  if (reasons.length > 0 && reasons.every((each) => NOBODY.has(each))) {
    sink.lose(`ExceptionReason ${reasons.join(' ')}`, 'unknown_here', lei);
    return;
  }
  sink.interest(
    draftInterest({
      subject: leiId(lei),
      owner: null,
      kind: 'other_control',
      directness,
      source: said,
    }),
  );
}

const NOBODY = new Set(['NO_KNOWN_PERSON', 'NO_LEI_NEEDED']);

function leiHolder(lei: string, source: Source) {
  const identifiers = [{ scheme: LEI_SCHEME, value: lei }];
  return draftHolder({ id: leiId(lei), kind: 'organisation', identifiers, source });
}
