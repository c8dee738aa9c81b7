/** Drafts again from new evidence, and keeps what a person did. */
import type { Speaker } from '../../base/index.js';
import { type DraftOptions, draftNarrative } from './draft-narrative.js';
import type { Evidence } from './evidence.js';
import { digestFacts } from './fact.js';
import { isAuthored, isEdited, type Narrative, type NarrativeSentence } from './narrative.js';

/** A sentence that a person wrote or edited, and what is no longer as it was when they did. */
export interface StaleSentence {
  readonly id: string;
  /** Facts that say something else now, that are gone, and that the draft would add. */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  readonly added: readonly string[];
}

export interface Redrafted {
  readonly narrative: Narrative;
  /** Ids: as the person left them, told anew, new, and no longer in the evidence. */
  readonly kept: readonly string[];
  readonly replaced: readonly string[];
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  readonly stale: readonly StaleSentence[];
}

/**
 * Sentences that nobody touched are told anew; edited and added ones stay word for word, in the
 * order that the person gave; what the person removed stays away. Of those that stay, facts that
 * changed underneath are named here and in the sentence's `stale`, which the person empties.
 */
export function redraftNarrative(
  before: Narrative,
  evidence: Evidence,
  voice: Speaker,
  options: DraftOptions = {},
): Redrafted {
  const fresh = draftNarrative(evidence, voice, options);
  const anew = new Map(fresh.sentences.map((each) => [each.id, each]));
  const now = digestFacts(evidence);
  const replaced: string[] = [];
  const dropped: string[] = [];
  const stale: StaleSentence[] = [];
  const sentences = before.sentences.flatMap((each): NarrativeSentence[] => {
    const told = anew.get(each.id);
    if (!isAuthored(each) && !isEdited(each)) {
      if (!told) dropped.push(each.id);
      else if (told.text !== each.text) replaced.push(each.id);
      return told ? [told] : [];
    }
    const changes = changesOf(each, told, before, now);
    if (!isFresh(changes)) stale.push(changes);
    const facts = told ? told.facts : each.facts.filter((fact) => !changes.gone.includes(fact));
    const names = [...changes.changed, ...changes.gone, ...changes.added];
    return [
      {
        ...{ ...each, facts, drafted: told ? told.text : each.drafted },
        stale: [...new Set([...each.stale, ...names])],
      },
    ];
  });
  const { all, added } = withNew(sentences, fresh, new Set(before.drafted));
  const here = new Set(before.sentences.map(({ id }) => id));
  const removed = before.drafted.filter((id) => !here.has(id));
  const drafted = [...new Set([...removed, ...fresh.drafted])];
  return {
    narrative: { ...fresh, sentences: [...all], drafted, facts: factsOf(before, now, all) },
    kept: sentences.filter((each) => isAuthored(each) || isEdited(each)).map(({ id }) => id),
    ...{ replaced, added, dropped, stale },
  };
}

function changesOf(
  each: NarrativeSentence,
  told: NarrativeSentence | undefined,
  before: Narrative,
  now: ReadonlyMap<string, string>,
): StaleSentence {
  const isChanged = (fact: string) => {
    const [was, is] = [before.facts[fact], now.get(fact)];
    return was !== undefined && is !== undefined && was !== is;
  };
  return {
    id: each.id,
    changed: each.facts.filter(isChanged),
    gone: each.facts.filter((fact) => !now.has(fact)),
    added: (told?.facts ?? []).filter((fact) => !each.facts.includes(fact)),
  };
}

function isFresh({ changed, gone, added }: StaleSentence): boolean {
  return changed.length + gone.length + added.length === 0;
}

/** New sentences stand behind the one before them in the draft; removed ones do not come back. */
function withNew(
  sentences: readonly NarrativeSentence[],
  fresh: Narrative,
  drafted: ReadonlySet<string>,
): { readonly all: readonly NarrativeSentence[]; readonly added: readonly string[] } {
  const all = [...sentences];
  const added: string[] = [];
  const here = new Set(all.map(({ id }) => id));
  for (const [i, each] of fresh.sentences.entries()) {
    if (here.has(each.id) || drafted.has(each.id)) continue;
    const before = fresh.sentences.slice(0, i).findLast(({ id }) => here.has(id));
    const at = before ? all.findIndex(({ id }) => id === before.id) + 1 : 0;
    all.splice(at, 0, each);
    here.add(each.id);
    added.push(each.id);
  }
  return { all, added };
}

/** What each fact says now; of one that is no longer in the evidence, what it said. */
function factsOf(
  before: Narrative,
  now: ReadonlyMap<string, string>,
  sentences: readonly NarrativeSentence[],
): Record<string, string> {
  const cited = sentences.flatMap(({ facts }) => facts);
  return Object.fromEntries(cited.map((fact) => [fact, now.get(fact) ?? before.facts[fact] ?? '']));
}
