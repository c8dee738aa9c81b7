import {
  type BlockedSpan,
  blockedSpans,
  buildGraph,
  indexOwnership,
  nameOf,
  type Proof,
  sayProof,
  sayShare,
  sayThreshold,
} from '../ownership/index.js';
import type { Engine, Ledger } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { listRule } from './ownership-rules.js';
import { applySanctions, readSanctionsFacts, type Sanctions } from './ownership-sanctions.js';
import { exactJson, indented } from './ownership-say.js';
import {
  holderMeant,
  type MomentFlags,
  momentOf,
  type OwnershipStore,
  withOwnership,
} from './ownership-store.js';
import { answer } from './say.js';
import { withLedger } from './store.js';
import { clip, drawTable } from './table.js';

export interface BlockedFlags extends MomentFlags {
  readonly rule?: string;
  readonly list?: readonly string[];
}

/** `puente ownership blocked [ENTITY]`: whom a sanctions rule blocks through ownership, and why. */
export async function blockedCommand(
  context: CommandContext,
  asked: string | undefined,
  flags: BlockedFlags,
): Promise<number> {
  return withSanctions(context, 'ownership blocked', flags, async (store, sanctions) => {
    if (asked === undefined) return showAll(context, sanctions);
    const id = holderMeant(store.statements, asked);
    const { prove, speaker } = sanctions.blocking;
    const proof = prove(id);
    const { threshold } = sanctions.rule;
    const spans = blockedSpans(
      indexOwnership(store.statements),
      sanctions.listed.certain,
      id,
      sanctions.rule,
    );
    const lines = [
      ...indented(sayProof(proof, threshold, speaker(context.voice))),
      ...spans.map((span) => `  ${spanText(context, span)}`),
    ];
    const json = { rule: sanctions.rule.id, lists: sanctions.list_rule.lists, proof, spans };
    answer(context, { ...(exactJson(json) as object), lines }, lines);
    return proof.verdict === 'no' ? EXIT.done : EXIT.refused;
  });
}

/** Opens what is stated and who is listed, with the rule asked for, for the time of `work`. */
export async function withSanctions<T>(
  context: CommandContext,
  command: string,
  flags: BlockedFlags,
  work: (store: OwnershipStore, sanctions: Sanctions) => Promise<T>,
): Promise<T> {
  const rule = listRule(flags.rule ?? USUAL_RULE, flags.list);
  return withOwnership(context, command, (store) =>
    withLedger(context, store.folder, async (ledger) =>
      work(store, await sanctionsOf(store, ledger)),
    ),
  );

  async function sanctionsOf(
    { engine, statements }: { engine: Engine; statements: OwnershipStore['statements'] },
    ledger: Ledger,
  ): Promise<Sanctions> {
    const facts = await readSanctionsFacts(engine, ledger, statements);
    return applySanctions(facts, rule, buildGraph(statements, momentOf(context, flags)));
  }
}

const USUAL_RULE = 'us-ofac-50';

function showAll(context: CommandContext, sanctions: Sanctions): number {
  const { voice } = context;
  const { graph, rule, listed, list_rule } = sanctions;
  const { closure } = sanctions.blocking;
  const found = [
    ...closure.blocked.map((id) => ({ id, verdict: 'blocked' as const })),
    ...closure.possible
      .filter((id) => !closure.listed.has(id))
      .map((id) => ({ id, verdict: 'possible' as const })),
  ].map(({ id, verdict }) => {
    const held = closure.held(id)[verdict === 'blocked' ? 'certain' : 'possible'];
    const node = graph.node(id);
    return { id, name: node === undefined ? id : nameOf(graph, node), verdict, held };
  });
  const count = (verdict: Proof['verdict']) =>
    found.filter((each) => each.verdict === verdict).length;
  const values = {
    rule: rule.id,
    bound: sayThreshold(rule.threshold, voice),
    lists: list_rule.lists.join(', '),
    on: graph.moment.on,
    certain: new Set(listed.certain.map(({ holder }) => holder)).size,
    unsettled: new Set(listed.unsettled.map(({ holder }) => holder)).size,
    blocked: count('blocked'),
    possible: count('possible'),
  };
  const rows = found.map(({ id, name, verdict, held }) => [
    id,
    clip(name, 48),
    voice.say(`cli.ownership.verdict.${verdict}`),
    sayShare(held, voice),
  ]);
  const heads = ['id', 'name', 'verdict', 'held'].map((head) =>
    voice.say(`cli.ownership.head.${head}`),
  );
  const table = found.length === 0 ? [] : drawTable(heads, rows);
  const lines = [voice.say('cli.ownership.blocked', values), ...table];
  if (values.certain + values.unsettled === 0) lines.push(voice.say('cli.ownership.nobody_listed'));
  answer(context, exactJson({ ...values, entities: found, listed }), lines);
  return found.length === 0 ? EXIT.done : EXIT.refused;
}

function spanText({ voice }: CommandContext, { from, until, verdict }: BlockedSpan): string {
  const said = voice.say(`cli.ownership.verdict.${verdict}`);
  return voice.say('cli.ownership.span', { verdict: said, from: from ?? '…', until: until ?? '…' });
}
