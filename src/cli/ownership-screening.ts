import type { Bilingual, Language, Speaker } from '../base/index.js';
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
  /** `party:<id>` of the store or `file:<id>` of a file; its id alone; the holder that it is. */
  readonly customer: string;
  readonly party: string;
  readonly holder: string;
  readonly name: string;
  /** The rule, and the list under which typologies find it. */
  readonly rule: string;
  readonly evidence: string;
  readonly verdict: 'blocked' | 'possible';
  readonly held: Share;
  /** “not listed, but 62% held by …”. */
  readonly sentence: Bilingual;
  readonly proof: Proof;
  /** The proof in sentences. */
  readonly lines: Readonly<Record<Language, readonly string[]>>;
}

/** A customer that is one or more holders of ownership statements. */
export interface OwnedCustomer {
  readonly customer: string;
  readonly id: string;
  readonly name: string | null;
  readonly holders: readonly string[];
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
  const parties = [...facts.links.parties].map(
    ([id, { name }]): OwnedCustomer => ({
      customer: `party:${id}`,
      id,
      name,
      holders: facts.links.holdersOf(id),
    }),
  );
  const applied = appliedTo(context, facts);
  const evidence = applied.flatMap((sanctions) => evidenceOf(facts, sanctions, parties));
  const lists = bundledListRules().map((rule) => rule.evidence);
  await writeOwnershipEvidence(engine, lists, evidence);
  return applied.flatMap((sanctions) => hitsOf(context, sanctions, parties));
}

/** The same of customers that the store does not hold: nothing is written. */
export async function ownershipHitsOf(
  context: CommandContext,
  { ledger }: Pick<ScreeningStore, 'ledger'>,
  engine: Engine,
  customers: readonly OwnedCustomer[],
): Promise<readonly OwnershipHit[]> {
  if (customers.length === 0) return [];
  const facts = await readSanctionsFacts(engine, ledger, await loadStatements(engine));
  return appliedTo(context, facts).flatMap((sanctions) => hitsOf(context, sanctions, customers));
}

/** Every rule on whose lists somebody is. */
function appliedTo(context: CommandContext, facts: SanctionsFacts): Sanctions[] {
  const graph = buildGraph(facts.statements, momentOf(context, {}));
  return bundledListRules()
    .map((rule) => applySanctions(facts, rule, graph))
    .filter(({ listed }) => listed.certain.length + listed.unsettled.length > 0);
}

/** Customers of whom ownership, and not a listing of their own, says it. */
function unlistedOf({ listed }: Sanctions, customers: readonly OwnedCustomer[]) {
  const certain = new Set(listed.certain.map(({ holder }) => holder));
  return customers.flatMap(({ customer, id: party, name, holders }) => {
    if (holders.some((holder) => certain.has(holder))) return [];
    return holders.map((holder) => ({ customer, party, name, holder }));
  });
}

function hitsOf(
  { voices }: CommandContext,
  sanctions: Sanctions,
  customers: readonly OwnedCustomer[],
): OwnershipHit[] {
  const { closure, prove, speaker } = sanctions.blocking;
  return unlistedOf(sanctions, customers).flatMap(({ customer, party, name, holder }) => {
    const verdict = closure.verdict(holder);
    // Who may be listed itself is a hit of its own already.
    if (verdict === 'no' || closure.listed.get(holder)?.length) return [];
    const proof = prove(holder);
    const { evidence, rule } = sanctions.list_rule;
    const said = (language: Language) =>
      indented(sayProof(proof, sanctions.rule.threshold, speaker(voices[language])));
    const told = (language: Language) =>
      sentenceOf(voices[language], proof, name ?? proof.name, party);
    const sentence = { en: told('en'), es: told('es') };
    const lines = { en: said('en'), es: said('es') };
    const shown = { name: name ?? proof.name, rule, evidence, held: proof.held };
    return [{ customer, party, holder, ...shown, verdict, sentence, proof, lines }];
  });
}

function sentenceOf(voice: Speaker, proof: Proof, name: string, party: string): string {
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
function evidenceOf(
  facts: SanctionsFacts,
  sanctions: Sanctions,
  customers: readonly OwnedCustomer[],
): OwnershipEvidence[] {
  const { closure } = sanctions.blocking;
  const { listed, rule } = sanctions;
  const index = indexOwnership(facts.statements);
  const below = ownedBelow(
    facts.statements,
    listed.certain.map(({ holder }) => holder),
  );
  const { evidence: list } = sanctions.list_rule;
  return unlistedOf(sanctions, customers).flatMap(
    ({ party, name, holder }): OwnershipEvidence[] => {
      const shown = { list, party, name: name ?? holder };
      const all = below.has(holder) ? blockedSpans(index, listed.certain, holder, rule) : [];
      const spans = all
        .filter(({ verdict }) => verdict === 'blocked')
        .map(({ from, until }) => ({ ...shown, is_certain: true, from, until }));
      if (closure.verdict(holder) !== 'possible') return spans;
      return [...spans, { ...shown, is_certain: false, from: null, until: null }];
    },
  );
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
