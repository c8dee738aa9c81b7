import type { Reason } from '../match.js';
import { createNameComparer, type NameComparer } from '../name/compare.js';
import { type NameReader, type PreparedName, prepareName } from '../name/prepare.js';
import type { Profile, ProfileKind } from '../profile.js';
import { compareDates, type PreparedDate, prepareDates } from './dates.js';
import { type Evidence, WORTH } from './evidence.js';
import {
  compareIdentifiers,
  compareWallets,
  type PreparedIdentifier,
  prepareIdentifiers,
  prepareWallets,
} from './identifiers.js';
import {
  asEvidence,
  compareKeyDate,
  compareKeyName,
  type MexicanKey,
  readMexicanKeys,
} from './mexican-keys.js';
import {
  compareAddresses,
  compareCountries,
  type PreparedPlaces,
  preparePlaces,
} from './places.js';
import { pointsOf, scoreOf } from './scale.js';

/** A profile ready to be compared many times. */
export interface PreparedProfile {
  readonly kind: ProfileKind;
  readonly names: readonly PreparedName[];
  readonly dates: readonly PreparedDate[];
  readonly identifiers: readonly PreparedIdentifier[];
  readonly keys: readonly MexicanKey[];
  readonly places: PreparedPlaces;
  readonly wallets: ReadonlySet<string>;
  readonly gender: Profile['gender'];
  /** A number tells who it is, and besides it only the name is known. */
  readonly told_by_number: boolean;
}

export interface Scorer {
  prepareProfile(profile: Profile): PreparedProfile;
  /** 0 to 1, quick: no reasons are made. The first is the query, the second the listing. */
  scoreProfiles(query: PreparedProfile, listed: PreparedProfile): number;
  /**
   * Why: reasons, weightiest first; their points add up to the score. `screening.reason.<step>` in
   * `messages/` is the sentence of each.
   */
  explain(query: PreparedProfile, listed: PreparedProfile): Reason[];
}

/** Pairs of names compared at most; the primary names come first on both sides. */
const NAME_PAIRS_MAX = 2_000;

/** A scorer has scratch memory: one for each thread. */
export function createScorer(reader: NameReader): Scorer {
  const comparer = createNameComparer();
  return {
    prepareProfile: (profile) => prepareProfile(profile, reader),
    scoreProfiles(query, listed) {
      const best = bestNames(query, listed, comparer);
      const name = best.evidence;
      const others = otherEvidence(query, listed);
      addCommon(best, listed, others, comparer);
      let sum = name + outweighed(name, others);
      for (const one of others) sum += one.evidence;
      return isComplete(name, others) ? 1 : scoreOf(sum);
    },
    explain(query, listed) {
      const best = bestNames(query, listed, comparer);
      const others = otherEvidence(query, listed);
      addCommon(best, listed, others, comparer);
      const steps: Evidence[] = nameSteps(best, comparer);
      const lift = outweighed(best.evidence, others);
      if (lift > 0) steps.push({ step: 'exact', evidence: lift, query: null, listed: null });
      return reasonsOf([...steps, ...others], isComplete(best.evidence, others));
    },
  };
}

function prepareProfile(profile: Profile, reader: NameReader): PreparedProfile {
  const identifiers = prepareIdentifiers(profile.identifiers);
  return {
    kind: profile.kind,
    names: profile.names.map((name) => prepareName(name, profile.kind, reader)),
    dates: prepareDates(profile.dates),
    identifiers,
    keys: readMexicanKeys(identifiers),
    places: preparePlaces(profile.places, profile.addresses),
    wallets: prepareWallets(profile.wallets),
    gender: profile.gender,
    told_by_number: isToldByNumber(profile),
  };
}

/** An entry of a tax authority’s list: a name that others have, and a number that none has. */
function isToldByNumber({ kind, identifiers, dates, places, addresses }: Profile): boolean {
  return (
    kind === 'person' &&
    dates.length + places.length + addresses.length === 0 &&
    identifiers.some((identifier) => identifier.kind === 'rfc' || identifier.kind === 'curp')
  );
}

interface BestNames {
  evidence: number;
  query: PreparedName | null;
  listed: PreparedName | null;
}

/** Log-odds of a pair of which no name could be compared. */
const NAMELESS = -4;

function bestNames(
  query: PreparedProfile,
  listed: PreparedProfile,
  comparer: NameComparer,
): BestNames {
  const best: BestNames = { evidence: NAMELESS, query: null, listed: null };
  let left = NAME_PAIRS_MAX;
  for (const one of query.names)
    for (const other of listed.names) {
      if (left-- <= 0) return best;
      const evidence = comparer.compare(one, other);
      if (evidence <= best.evidence && best.query !== null) continue;
      best.evidence = evidence;
      best.query = one;
      best.listed = other;
    }
  return best;
}

function nameSteps(best: BestNames, comparer: NameComparer): Evidence[] {
  if (!best.query || !best.listed)
    return [{ step: 'name.none', evidence: NAMELESS, query: null, listed: null }];
  return comparer
    .steps(best.query, best.listed)
    .map((one) => ({ ...one, step: `name.${one.step}` }));
}

function otherEvidence(query: PreparedProfile, listed: PreparedProfile): Evidence[] {
  const found: Evidence[] = [];
  const add = (one: Evidence | null) => {
    if (one && one.evidence !== 0) found.push(one);
  };
  if (isOtherKind(query.kind, listed.kind))
    add({
      step: 'kind.differs',
      evidence: WORTH.kind_differs,
      query: query.kind,
      listed: listed.kind,
    });
  if (query.dates.length > 0 && listed.dates.length > 0)
    add(compareDates(query.dates, listed.dates));
  if (query.identifiers.length > 0 && listed.identifiers.length > 0)
    add(compareIdentifiers(query.identifiers, listed.identifiers));
  if (query.wallets.size > 0 && listed.wallets.size > 0)
    add(compareWallets(query.wallets, listed.wallets));
  addKeys(query, listed, found, add);
  add(compareCountries(query.places, listed.places));
  if (query.places.addresses.length > 0 && listed.places.addresses.length > 0)
    add(compareAddresses(query.places, listed.places));
  add(compareGender(query, listed));
  return found;
}

/** People of one name beyond whom a name alone tells ever less; each e-fold takes so much away. */
const NAMESAKES = 250;
const COMMON = -1.5;

/** Of a name that thousands have, against a listing that its number tells: nothing by itself. */
function addCommon(
  { query, listed: name, evidence }: BestNames,
  listed: PreparedProfile,
  others: Evidence[],
  comparer: NameComparer,
): void {
  if (!listed.told_by_number || !query || !name || evidence < 0) return;
  if (others.some((one) => one.evidence > 0 && TELLING.test(one.step))) return;
  const namesakes = comparer.namesakes(query, name);
  if (namesakes <= NAMESAKES) return;
  others.push({
    step: 'name.common',
    evidence: COMMON * Math.log(namesakes / NAMESAKES),
    query: query.full,
    listed: String(Number(namesakes.toPrecision(2))),
  });
}
const TELLING = /^(identifier|date|key|wallet|address)/;

/** A wallet is what a party holds: its holder is of no other kind. */
function isOtherKind(one: ProfileKind, other: ProfileKind): boolean {
  if (one === null || other === null || one === 'wallet' || other === 'wallet') return false;
  return one !== other;
}

/** A name says no more than this against the same number or wallet. */
const NAME_LEAST = -6;
const EXACT: ReadonlySet<string> = new Set(['identifier.same', 'identifier.value', 'wallet.same']);

/** Of another name, what does not count: who uses a listed passport gives a false name. */
function outweighed(name: number, others: readonly Evidence[]): number {
  if (name >= NAME_LEAST) return 0;
  const exact = others.some(
    ({ step, evidence }) => EXACT.has(step) && evidence >= WORTH.identifier_value,
  );
  return exact ? NAME_LEAST - name : 0;
}

/** What the keys of one side say of the other, unless an identifier agrees, which says more. */
function addKeys(
  query: PreparedProfile,
  listed: PreparedProfile,
  found: readonly Evidence[],
  add: (one: Evidence | null) => void,
): void {
  if (query.keys.length === 0 && listed.keys.length === 0) return;
  if (found.some(({ step, evidence }) => step.startsWith('identifier') && evidence > 0)) return;
  for (const ofQuery of [true, false]) {
    const [owner, other] = ofQuery ? [query, listed] : [listed, query];
    if (owner.dates.length === 0 || other.dates.length === 0)
      add(asEvidence('key.date', compareKeyDate(owner.keys, other.dates), ofQuery));
    add(asEvidence('key.name', compareKeyName(owner.keys, other.names), ofQuery));
  }
}

function compareGender(query: PreparedProfile, listed: PreparedProfile): Evidence | null {
  if (query.gender === null || listed.gender === null) return null;
  const values = { query: query.gender, listed: listed.gender };
  return query.gender === listed.gender
    ? { step: 'gender.same', evidence: WORTH.gender_same, ...values }
    : { step: 'gender.differs', evidence: WORTH.gender_differs, ...values };
}

/** Name evidence from which a name is as good as the same. */
const NAME_SAME = 3;

/** Nothing more could be known: the same name, the same identifier, the same date, no doubt. */
function isComplete(name: number, others: readonly Evidence[]): boolean {
  return (
    name >= NAME_SAME &&
    others.some(({ step }) => step === 'identifier.same' || step === 'wallet.same') &&
    others.some(({ step }) => step === 'date.same') &&
    others.every(({ evidence }) => evidence >= 0)
  );
}

/** A point smaller than this would be shown as nothing, with a sign. */
const POINT_LEAST = 0.0005;

function reasonsOf(steps: readonly Evidence[], complete: boolean): Reason[] {
  const points = pointsOf(steps.map((one) => one.evidence));
  const reasons = steps.map(({ step, query, listed }, at) => {
    return { step, points: points[at] ?? 0, query, listed };
  });
  const sum = points.reduce((total, one) => total + one, 0);
  if (complete) reasons.push({ step: 'complete', points: 1 - sum, query: null, listed: null });
  reasons.sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  return withoutNothings(reasons);
}

/** Leaves out what moved nothing; the weightiest reason takes it up, so that the sum stays. */
function withoutNothings(reasons: readonly Reason[]): Reason[] {
  const [first, ...others] = reasons;
  if (!first) return [];
  const kept = others.filter(({ points }) => Math.abs(points) >= POINT_LEAST);
  const rest = others.filter(({ points }) => Math.abs(points) < POINT_LEAST);
  const points = rest.reduce((sum, one) => sum + one.points, first.points);
  return [{ ...first, points }, ...kept];
}
