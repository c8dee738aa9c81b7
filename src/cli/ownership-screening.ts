import {
  blockedSpans,
  buildGraph,
  indexOwnership,
  loadStatements,
  type Proof,
  type Share,
  type Statements,
  sayProof,
  sayShare,
} from '../ownership/index.js';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import { type OwnershipEvidence, writeOwnershipEvidence } from './ownership-evidence.js';
import { bundledListRules } from './ownership-rules.js';
import {
  applySanctions,
  readSanctionsFacts,
  type Sanctions,
  type SanctionsFacts,
} from './ownership-sanctions.js';
import { indented } from './ownership-say.js';
import { momentOf } from './ownership-store.js';
import type { ScreeningStore } from './screening-store.js';

/** A customer that is on no list, and is blocked or may be because of who owns it. */
export interface OwnershipHit {
  /** Id of our party, and of the holder that it is. */
  readonly party: string;
  readonly holder: string;
  readonly name: string;
  /** The rule, and the list under which typologies find it. */
  readonly rule: string;
  readonly evidence: string;
  readonly verdict: 'blocked' | 'possible';
  readonly held: Share;
  /** “not listed, but 62% held by …”, in the user's language. */
  readonly sentence: string;
  readonly proof: Proof;
  /** The proof in sentences of the user's language. */
  readonly lines: readonly string[];
}

/**
 * Follows every sanctions rule from who is listed to our customers, and writes what it finds where
 * typologies see it, in the place of what was written before. Without statements nothing is done.
 */
export async function ownershipHits(
  context: CommandContext,
  { ledger }: Pick<ScreeningStore, 'ledger'>,
  engine: Engine,
): Promise<readonly OwnershipHit[]> {
  const statements = await loadStatements(engine);
  if (statements.interests.length === 0) return [];
  const facts = await readSanctionsFacts(engine, ledger, statements);
  const found: OwnershipHit[] = [];
  const evidence: OwnershipEvidence[] = [];
  const graph = buildGraph(statements, momentOf(context, {}));
  for (const rule of bundledListRules()) {
    const sanctions = applySanctions(facts, rule, graph);
    if (sanctions.listed.certain.length + sanctions.listed.unsettled.length === 0) continue;
    found.push(...hitsOf(context, facts, sanctions));
    evidence.push(...evidenceOf(facts, sanctions));
  }
  const lists = bundledListRules().map((rule) => rule.evidence);
  await writeOwnershipEvidence(engine, lists, evidence);
  return found;
}

/** Customers of whom ownership, and not a listing of their own, says it. */
function customersOf({ links }: SanctionsFacts, { listed }: Sanctions) {
  const certain = new Set(listed.certain.map(({ holder }) => holder));
  return [...links.parties].flatMap(([party, { name }]) => {
    const holders = links.holdersOf(party);
    if (holders.some((holder) => certain.has(holder))) return [];
    return holders.map((holder) => ({ party, name, holder }));
  });
}

function hitsOf(
  context: CommandContext,
  facts: SanctionsFacts,
  sanctions: Sanctions,
): OwnershipHit[] {
  const { closure, prove, speaker } = sanctions.blocking;
  return customersOf(facts, sanctions).flatMap(({ party, name, holder }) => {
    const verdict = closure.verdict(holder);
    // Who may be listed itself is a hit of its own already.
    if (verdict === 'no' || closure.listed.get(holder)?.length) return [];
    const proof = prove(holder);
    const voice = speaker(context.voice);
    const said = sayProof(proof, sanctions.rule.threshold, voice);
    const { evidence, rule } = sanctions.list_rule;
    const sentence = sentenceOf(context, proof, name ?? proof.name, party);
    const lines = indented(said);
    const shown = { name: name ?? proof.name, rule, evidence, held: proof.held };
    return [{ party, holder, ...shown, verdict, sentence, proof, lines }];
  });
}

function sentenceOf({ voice }: CommandContext, proof: Proof, name: string, party: string): string {
  const many = proof.stakes.length > 1 ? 'yes' : 'no';
  const owners = proof.stakes.map(({ owner, share }) => {
    const lists = [...new Set(owner.listings.map(({ list }) => list))].join('; ');
    const how = lists === '' ? owner.verdict : owner.verdict === 'blocked' ? 'listed' : 'unsettled';
    const said = { owner: owner.name, share: sayShare(share, voice), how, lists, many };
    return voice.say('cli.ownership.held_by', said);
  });
  return voice.say('cli.ownership.not_listed', {
    party,
    name,
    held: sayShare(proof.held, voice),
    owners: owners.join('; '),
    verdict: proof.verdict,
  });
}

/** When each of our customers was blocked; of who only may be, that it may. */
function evidenceOf(facts: SanctionsFacts, sanctions: Sanctions): OwnershipEvidence[] {
  const { closure } = sanctions.blocking;
  const { listed, rule } = sanctions;
  const index = indexOwnership(facts.statements);
  const below = ownedBelow(
    facts.statements,
    listed.certain.map(({ holder }) => holder),
  );
  const { evidence: list } = sanctions.list_rule;
  return customersOf(facts, sanctions).flatMap(({ party, name, holder }): OwnershipEvidence[] => {
    const shown = { list, party, name: name ?? holder };
    const all = below.has(holder) ? blockedSpans(index, listed.certain, holder, rule) : [];
    const spans = all
      .filter(({ verdict }) => verdict === 'blocked')
      .map(({ from, until }) => ({ ...shown, is_certain: true, from, until }));
    if (closure.verdict(holder) !== 'possible') return spans;
    return [...spans, { ...shown, is_certain: false, from: null, until: null }];
  });
}

/** Whoever is owned by some holders on any day, through any number of others. */
function ownedBelow({ interests }: Statements, holders: readonly string[]): ReadonlySet<string> {
  const owned = new Map<string, string[]>();
  for (const { owner, subject } of interests) {
    if (owner === null) continue;
    const known = owned.get(owner);
    if (known) known.push(subject);
    else owned.set(owner, [subject]);
  }
  const reached = new Set(holders);
  for (const holder of reached) for (const each of owned.get(holder) ?? []) reached.add(each);
  return reached;
}
