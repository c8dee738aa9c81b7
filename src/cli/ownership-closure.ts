import type { Speaker } from '../base/index.js';
import {
  type BlockedPerson,
  type Closure,
  closeOverOwnership,
  type OwnershipGraph,
  type Proof,
  proveVerdict,
  reach,
  type SanctionsRule,
  type Verdict,
} from '../ownership/index.js';
import type { ListedHolders } from './ownership-listed.js';

/** What a sanctions rule says where it is not settled of all whether they are the listed ones. */
export interface Blocking {
  readonly closure: Closure;
  /** The same for charts: only who is listed for certain is marked as listed. */
  readonly marks: Closure;
  prove(id: string): Proof;
  /** Says of the unsettled that they may be listed. */
  speaker(voice: Speaker): Speaker;
}

/**
 * The rule's closure with people of whom it is certain that they are listed, and others of whom it
 * is not: what only these would block is `possible`.
 */
export function blockingOf(
  graph: OwnershipGraph,
  { certain, unsettled }: ListedHolders,
  rule: SanctionsRule,
): Blocking {
  const sure = closeOverOwnership(graph, certain, rule);
  if (unsettled.length === 0) {
    const prove = (id: string) => proveVerdict(sure, id);
    return { closure: sure, marks: sure, prove, speaker: (voice) => voice };
  }
  const all = closeOverOwnership(graph, [...certain, ...unsettled], rule);
  const verdict = (id: string): Verdict => {
    if (sure.verdict(id) === 'blocked') return 'blocked';
    return all.verdict(id) === 'no' ? 'no' : 'possible';
  };
  const closure: Closure = {
    ...sure,
    possible_level: all.possible_level,
    listed: new Map([...all.listed].map(([id, people]) => [id, shownFor(id, people)])),
    possible: [...all.blocked, ...all.possible].filter((id) => verdict(id) === 'possible'),
    verdict,
    held: (id) => ({ certain: sure.held(id).certain, possible: all.held(id).possible }),
  };
  const labels = new Set(unsettled.map(({ list }) => list));
  return {
    closure,
    marks: { ...closure, listed: sure.listed },
    prove: (id) => withoutMinority(proveVerdict(closure, id), rule),
    speaker: (voice) => unsettledSpeaker(voice, labels),
  };

  /** Who is blocked anyway needs no unsettled listing to say why. */
  function shownFor(id: string, people: readonly BlockedPerson[]): readonly BlockedPerson[] {
    return sure.verdict(id) === 'blocked' ? (sure.listed.get(id) ?? []) : people;
  }
}

/** What would block an organisation is no minority of it, whoever the unsettled turn out to be. */
function withoutMinority(proof: Proof, { threshold }: SanctionsRule): Proof {
  if (reach(proof.held, threshold) !== 'yes') return proof;
  const warnings = proof.warnings.filter(({ code }) => code !== 'significant_minority');
  return { ...proof, warnings };
}

function unsettledSpeaker(voice: Speaker, labels: ReadonlySet<string>): Speaker {
  return {
    language: voice.language,
    has: (key) => voice.has(key),
    say(key, values = {}) {
      const list = String(values.list ?? '');
      const isUnsettled = list.split('; ').every((label) => labels.has(label));
      if (key !== 'ownership.proof.listed' || !isUnsettled) return voice.say(key, values);
      return voice.say('cli.ownership.may_be_listed', { name: String(values.name), list });
    },
  };
}
