import {
  buildGraph,
  bundledRegimes,
  createOwnersFinder,
  type Regime,
  readRegimes,
  regimeOn,
  sayOwners,
  sayThreshold,
} from '../ownership/index.js';
import { type CommandContext, EXIT } from './context.js';
import { exactJson, indented } from './ownership-say.js';
import { holderMeant, type MomentFlags, momentOf, withOwnership } from './ownership-store.js';
import { answer, at } from './say.js';
import { drawTable } from './table.js';
import { readTextFile } from './text-file.js';

export interface OwnersFlags extends MomentFlags {
  readonly regime?: string;
  readonly regimes?: string;
}

/** The law of the bank's own customer checks, unless another is asked for. */
const USUAL_REGIME = 'us-cdd';

/** `puente ownership owners ENTITY`: who owns or controls it in the end, the arithmetic shown. */
export async function ownersCommand(
  context: CommandContext,
  asked: string,
  flags: OwnersFlags,
): Promise<number> {
  const moment = momentOf(context, flags);
  const regime = regimeOn(regimesOf(context, flags), flags.regime ?? USUAL_REGIME, moment.on);
  return withOwnership(context, 'ownership owners', async ({ statements }) => {
    const id = holderMeant(statements, asked);
    const graph = buildGraph(statements, moment);
    const found = createOwnersFinder(graph, regime)(id);
    const { integrated, ...rest } = found;
    const lines = indented(sayOwners(graph, found, context.voice));
    const { unnamed, unstated } = integrated;
    answer(context, { ...asObject(exactJson({ ...rest, unnamed, unstated })), lines }, lines);
    return EXIT.done;
  });
}

/** `puente ownership regimes`: the laws, their thresholds, and how far each was verified. */
export async function regimesCommand(
  context: CommandContext,
  flags: Pick<OwnersFlags, 'regimes'>,
): Promise<number> {
  const regimes = regimesOf(context, flags);
  const { voice, language } = context;
  const heads = ['regime', 'threshold', 'from', 'until', 'verified', 'law'];
  const rows = regimes.map(({ id, threshold, from, until, verified, title }) => [
    id,
    sayThreshold(threshold, voice),
    from ?? '—',
    until ?? '—',
    voice.say(verified ? 'cli.ownership.verified' : 'cli.ownership.unverified'),
    title[language],
  ]);
  const table = drawTable(
    heads.map((name) => voice.say(`cli.ownership.head.${name}`)),
    rows,
  );
  const sources = regimes.flatMap(({ id, source, note }) => [
    `${id}: ${source.document}, ${source.place}. ${source.url}`,
    ...(note === null ? [] : [`  ${note[language]}`]),
  ]);
  answer(context, { regimes: exactJson(regimes) }, [...table, '', ...sources]);
  return EXIT.done;
}

function regimesOf(context: CommandContext, flags: Pick<OwnersFlags, 'regimes'>): Regime[] {
  if (flags.regimes === undefined) return bundledRegimes();
  const file = at(context, flags.regimes);
  return [...readRegimes(readTextFile(file), file), ...bundledRegimes()];
}

function asObject(value: unknown): object {
  return value as object;
}
