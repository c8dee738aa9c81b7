import {
  buildGraph,
  bundledRegimes,
  bundledSectorWords,
  nameOf,
  SHELL_BOUNDS,
  type ShellFacts,
  type ShellSign,
  type Statements,
  saveShellSigns,
  saySign,
  shellSigns,
} from '../ownership/index.js';
import type { Engine } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { linkParties } from './ownership-links.js';
import {
  holderMeant,
  type MomentFlags,
  momentOf,
  todayOf,
  withOwnership,
} from './ownership-store.js';
import { answer } from './say.js';

/**
 * `puente ownership indicators [ENTITY]`: what makes organisations look like shells. Of all of them
 * today, the signs are kept where typologies see them, as lists `shell_<sign>`.
 */
export async function indicatorsCommand(
  context: CommandContext,
  asked: string | undefined,
  flags: MomentFlags,
): Promise<number> {
  return withOwnership(context, 'ownership indicators', async ({ engine, statements }) => {
    const moment = momentOf(context, flags);
    const graph = buildGraph(statements, moment);
    const id = asked === undefined ? null : holderMeant(statements, asked);
    const facts = await factsOf(engine, moment.on);
    const signs = shellSigns(graph, id === null ? graph.ids : [id], facts);
    const keeps = id === null && moment.on === todayOf(context);
    if (keeps) await saveShellSigns(engine, await ofParties(engine, statements, signs), moment.on);
    const { voice } = context;
    const said = signs.map((sign) => {
      const node = graph.node(sign.holder);
      const name = node === undefined ? sign.holder : nameOf(graph, node);
      return { ...sign, sentence: saySign(sign, name, voice) };
    });
    const organisations = new Set(signs.map(({ holder }) => holder)).size;
    const values = { signs: signs.length, organisations, on: moment.on };
    answer(context, { ...values, signs: said, kept: keeps }, [
      voice.say('cli.ownership.signs', values),
      ...said.map(({ holder, kind, sentence }) => `  ${holder}  ${kind}: ${sentence}`),
      ...(keeps && signs.length > 0 ? [voice.say('cli.ownership.signs_kept')] : []),
    ]);
    return EXIT.done;
  });
}

/** Signs of a holder that is a party of ours under another id stand under the party's id too. */
async function ofParties(
  engine: Engine,
  statements: Statements,
  signs: readonly ShellSign[],
): Promise<ShellSign[]> {
  const links = await linkParties(engine, statements);
  const parties = [...links.parties.keys()].flatMap((party) =>
    links.holdersOf(party).map((holder) => ({ party, holder })),
  );
  const others = new Map(
    parties.flatMap(({ party, holder }) => (party === holder ? [] : [[holder, party] as const])),
  );
  const named = signs.flatMap((sign) => {
    const party = others.get(sign.holder);
    return party === undefined ? [] : [{ ...sign, holder: party }];
  });
  return [...signs, ...named];
}

async function factsOf(engine: Engine, on: string): Promise<ShellFacts> {
  const rests = new Map<string, { readonly days: number; readonly ended_on: string }>();
  for (const { party_id, days, ended_on } of await engine.rows<Rest>(RESTS, [on]))
    rests.set(party_id, { days: Number(days), ended_on });
  const laws = bundledRegimes().filter(
    ({ from, until }) => (from === null || from <= on) && (until === null || on < until),
  );
  return {
    sectors_of_name: bundledSectorWords(),
    rests,
    thresholds: laws.map(({ threshold }) => threshold.share),
    bounds: SHELL_BOUNDS,
  };
}

interface Rest {
  readonly [column: string]: unknown;
  readonly party_id: string;
  readonly days: number | bigint;
  readonly ended_on: string;
}

/** The longest time between two payments of one party, by its accounts, either side. */
const RESTS = `
  WITH moved AS (
    SELECT a.party_id, p.time FROM payment p JOIN account a ON a.id = p.debtor_account
    WHERE a.party_id IS NOT NULL AND p.time::DATE <= $1::DATE
    UNION ALL
    SELECT a.party_id, p.time FROM payment p JOIN account a ON a.id = p.creditor_account
    WHERE a.party_id IS NOT NULL AND p.time::DATE <= $1::DATE
  ), gap AS (
    SELECT party_id, time,
      date_diff('day', lag(time) OVER (PARTITION BY party_id ORDER BY time), time) AS days
    FROM moved
  )
  SELECT party_id, max(days) AS days, strftime(arg_max(time, days), '%Y-%m-%d') AS ended_on
  FROM gap WHERE days > 0 GROUP BY party_id`;
