/** The interests of a relationship record, told by its statements one after another. */
import { compareRatios, ONE, ZERO } from '../../ratio.js';
import type { Interest, Share } from '../../statement.js';
import { dayOf } from '../dates.js';
import { draftInterest } from '../drafts.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';
import type { StatementSink } from '../reader.js';
import { percentOf } from '../written-share.js';
import { kindOfInterest } from './codes.js';
import { sourceOfStatement } from './source.js';
import { type BodsStatement, recordOf } from './statement.js';

/**
 * A later statement of the record replaces what an earlier one says: an interest that it says again
 * keeps the day on which it was first known, one that it no longer says ends with it. A correction
 * of the share from the same first day leaves only the corrected one.
 */
export function interestsOfRecord(
  series: readonly BodsStatement[],
  sink: StatementSink,
  options: Parameters<typeof sourceOfStatement>[1],
): readonly Interest[] {
  let current: Interest[] = [];
  const past: Interest[] = [];
  for (const statement of series) {
    const said = interestsOfStatement(statement, sink, options);
    const closed_on = statement.status === 'closed' ? statement.date : null;
    const kept: Interest[] = said.map((interest) => {
      const before = current.find((each) => isSame(each, interest));
      const known_from = before ? before.known_from : interest.known_from;
      return { ...interest, known_from, until: interest.until ?? closed_on };
    });
    for (const before of current) {
      if (kept.some((each) => isSame(each, before))) continue;
      const next = said.find((each) => each.kind === before.kind && each.owner === before.owner);
      const until = before.until ?? next?.from ?? statement.date;
      if (until !== null && before.from !== null && until <= before.from)
        sink.lose('recordDetails.interests (corrected)', 'merged', before.id);
      else past.push({ ...before, until });
    }
    current = kept;
  }
  const all = [...past, ...current];
  const [first] = series;
  return all.map((interest, i) => ({
    ...interest,
    id: all.length === 1 ? (first?.record_id ?? interest.id) : `${first?.record_id}/${i + 1}`,
  }));
}

function isSame(a: Interest, b: Interest): boolean {
  return a.kind === b.kind && a.owner === b.owner && a.from === b.from && sameShares(a, b);
}

function sameShares({ share: a }: Interest, { share: b }: Interest): boolean {
  if (a === null || b === null) return a === b;
  const same = compareRatios(a.least, b.least) === 0 && compareRatios(a.most, b.most) === 0;
  return same && a.above === b.above && a.below === b.below;
}

/** A relationship without interests still says that there is one. */
function interestsOfStatement(
  statement: BodsStatement,
  sink: StatementSink,
  options: Parameters<typeof sourceOfStatement>[1],
): readonly Interest[] {
  const { details, record_id } = statement;
  const subject = recordOf(details, 'subject');
  if (subject === null) return [];
  const written = objectsAt(details, 'interests');
  return (written.length > 0 ? written : [{}]).map((interest) => {
    const code = textAt(interest, 'type') ?? 'unknownInterest';
    const { kind, is_exact } = kindOfInterest(code);
    if (!is_exact) sink.lose(`interests.type ${code}`, 'coarsened', record_id);
    return draftInterest({
      subject,
      owner: recordOf(details, 'interestedParty'),
      kind,
      share: shareOf(objectAt(interest, 'share')),
      directness: directnessOf(textAt(interest, 'directOrIndirect')),
      from: dayOf(textAt(interest, 'startDate')),
      until: dayOf(textAt(interest, 'endDate')),
      known_from: statement.date,
      source: sourceOfStatement(statement, options),
    });
  });
}

function directnessOf(code: string | null): Interest['directness'] {
  return code === 'direct' || code === 'indirect' ? code : 'unknown';
}

/** `minimum` and `maximum` hold their bound, the exclusive ones do not. */
function shareOf(share: JsonObject | null): Share | null {
  if (share === null) return null;
  const exact = percentOf(share.exact);
  if (exact) return inWhole({ least: exact, most: exact, above: false, below: false });
  const [least, above] = [percentOf(share.minimum), percentOf(share.exclusiveMinimum)];
  const [most, below] = [percentOf(share.maximum), percentOf(share.exclusiveMaximum)];
  if (!least && !above && !most && !below) return null;
  const is_above = above !== null && (least === null || compareRatios(above, least) >= 0);
  const is_below = below !== null && (most === null || compareRatios(below, most) <= 0);
  return inWhole({
    least: (is_above ? above : least) ?? ZERO,
    most: (is_below ? below : most) ?? ONE,
    above: is_above,
    below: is_below,
  });
}

/** A share that contradicts itself is no share; the rules say so. */
function inWhole(share: Share): Share | null {
  const is_inside =
    compareRatios(share.least, ZERO) >= 0 &&
    compareRatios(share.most, ONE) <= 0 &&
    compareRatios(share.least, share.most) <= 0;
  return is_inside ? share : null;
}
