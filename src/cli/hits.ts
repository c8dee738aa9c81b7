import { join } from 'node:path';
import { Fault, isoTime, packageRoot } from '../base/index.js';
import {
  ACTIONS,
  type ActionKind,
  act,
  type DecisionReason,
  type Duty,
  decide,
  finishDuty,
  type KeptHit,
  readClocks,
  readDuties,
  readHits,
  revokeDecision,
  type Verdict,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { reasonSentence } from './screen-one.js';
import { refreshEvidence } from './screening-evidence.js';
import { actorOf, type ScreeningStore, withScreening } from './screening-store.js';
import { clip, drawTable } from './table.js';

export interface HitsFlags {
  readonly all?: boolean;
  readonly list?: string;
  readonly customer?: string;
}

/** `puente hits list`: what screening found and nobody settled, highest score first. */
export async function hitsCommand(context: CommandContext, flags: HitsFlags): Promise<number> {
  return withScreening(context, 'hits list', async ({ ledger }) => {
    const hits = await readHits(ledger, {
      ...(flags.all === true ? { all: true } : {}),
      ...(flags.list === undefined ? {} : { list: flags.list }),
      ...(flags.customer === undefined ? {} : { customer_key: flags.customer }),
    });
    const { voice } = context;
    const heads = ['score', 'customer', 'name', 'listed', 'entry', 'state'];
    const rows = hits.map((hit) => [
      hit.score.toFixed(3),
      clip(hit.customer_key, 24),
      clip(hit.customer_name, 28),
      clip(hit.listed_name, 28),
      `${hit.list}/${hit.entry_id}`,
      stateOf(context, hit),
    ]);
    const lines =
      hits.length === 0
        ? [voice.say('cli.hits.none')]
        : drawTable(
            heads.map((name) => voice.say(`cli.hits.head.${name}`)),
            rows,
            [0],
          );
    // One customer is looked at closely: why each of its hits is one.
    const why = flags.customer === undefined ? [] : hits.flatMap((hit) => whyLines(context, hit));
    answer(context, { hits }, [...lines, ...why]);
    return EXIT.done;
  });
}

function stateOf({ voice }: CommandContext, hit: KeptHit): string {
  const state = voice.say(`cli.hits.state.${hit.standing.state}`);
  const gone = hit.gone_at === null ? '' : `, ${voice.say('cli.hits.gone')}`;
  const off = hit.delisted_on;
  return `${state}${gone}${off === null ? '' : `, ${voice.say('cli.hits.delisted', { day: off })}`}`;
}

function whyLines(context: CommandContext, hit: KeptHit): string[] {
  const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return [
    '',
    `${hit.list}/${hit.entry_id}  ${hit.listed_name}  ${hit.score.toFixed(3)}`,
    ...hit.reasons.map((why) => `  ${points(why.points)}  ${reasonSentence(context, why)}`),
  ];
}

export interface DecideFlags {
  readonly reason?: readonly string[];
  readonly note?: string;
}

/** `puente hits decide CUSTOMER LIST/ENTRY same|different`: settles a pair, with who and why. */
export async function decideCommand(
  context: CommandContext,
  customer_key: string,
  listing: string,
  verdict: string,
  flags: DecideFlags,
): Promise<number> {
  if (verdict !== 'same' && verdict !== 'different')
    throw new Fault('cli.hits.verdict', { verdict });
  const [list = '', ...rest] = listing.split('/');
  return withScreening(context, 'hits decide', async (store) => {
    const decision = await decide(deskOf(context, store), {
      customer_key,
      list,
      entry_id: rest.join('/'),
      verdict: verdict satisfies Verdict,
      reasons: (flags.reason ?? []) as readonly DecisionReason[],
      note: flags.note ?? '',
    });
    await refreshEvidence(context, store);
    const { id, actor } = decision;
    const said = context.voice.say(`cli.hits.decided.${verdict}`, {
      id,
      customer_key,
      listing,
      actor,
    });
    answer(context, decision, [said]);
    return EXIT.done;
  });
}

/** `puente hits revoke DECISION`: the pair is open again. */
export async function revokeCommand(
  context: CommandContext,
  id: string,
  flags: { readonly note?: string },
): Promise<number> {
  return withScreening(context, 'hits revoke', async (store) => {
    await revokeDecision(deskOf(context, store), id, flags.note ?? '');
    await refreshEvidence(context, store);
    answer(context, { revoked: id }, [context.voice.say('cli.hits.revoked', { id })]);
    return EXIT.done;
  });
}

export interface ActFlags {
  readonly note?: string;
  readonly releases?: string;
}

/** `puente hits act DECISION block|reject|suspend|release`: what was done, and what is due now. */
export async function actCommand(
  context: CommandContext,
  decision_id: string,
  kind: string,
  flags: ActFlags,
): Promise<number> {
  const known = ACTIONS.find((each) => each === kind);
  if (known === undefined) throw new Fault('cli.hits.action', { kind, known: ACTIONS.join(', ') });
  return withScreening(context, 'hits act', async (store) => {
    const action = await act(deskOf(context, store), {
      decision_id,
      kind: known satisfies ActionKind,
      note: flags.note ?? '',
      ...(flags.releases === undefined ? {} : { releases: flags.releases }),
    });
    const all = await readDuties(store.ledger, clocks(), context.clock.now());
    const duties = all.filter((duty) => duty.action.id === action.id);
    const said = context.voice.say('cli.hits.acted', { id: action.id, kind });
    answer(context, { action, duties }, [said, ...dutyTable(context, duties)]);
    return EXIT.done;
  });
}

/** `puente hits duties`: every report that is due, earliest first, with its law. */
export async function dutiesCommand(
  context: CommandContext,
  flags: { readonly all?: boolean },
): Promise<number> {
  return withScreening(context, 'hits duties', async (store) => {
    const all = await readDuties(store.ledger, clocks(), context.clock.now());
    const duties = flags.all === true ? all : all.filter(({ state }) => state !== 'done');
    const none = [context.voice.say('cli.hits.no_duties')];
    answer(context, { duties }, duties.length === 0 ? none : dutyTable(context, duties));
    return duties.some(({ state }) => state === 'late') ? EXIT.refused : EXIT.done;
  });
}

/** `puente hits done ACTION CLOCK`: a report was sent. */
export async function doneCommand(
  context: CommandContext,
  action_id: string,
  clock: string,
  flags: { readonly period?: string; readonly reference?: string },
): Promise<number> {
  return withScreening(context, 'hits done', async (store) => {
    const [period, reference] = [flags.period ?? 'once', flags.reference ?? ''];
    const wanted = { action_id, clock, period, reference };
    await finishDuty(deskOf(context, store), clocks(), wanted);
    answer(context, wanted, [context.voice.say('cli.hits.finished', { clock, period })]);
    return EXIT.done;
  });
}

function dutyTable(context: CommandContext, duties: readonly Duty[]): string[] {
  const { voice, language } = context;
  const heads = ['due', 'state', 'duty', 'action', 'source'];
  const rows = duties.map(({ action, clock, due_at, state, period }) => [
    isoTime(due_at).slice(0, 16),
    voice.say(`cli.hits.duty.${state}`),
    `${clip(clock.title[language], 44)}${period === 'once' ? '' : ` ${period}`}`,
    action.id.slice(0, 12),
    `${clip(clock.source, 30)} (${voice.say(`cli.hits.status.${clock.status}`)})`,
  ]);
  return drawTable(
    heads.map((name) => voice.say(`cli.hits.head.${name}`)),
    rows,
  );
}

function clocks() {
  return readClocks(join(packageRoot(), 'screening', 'clocks.yaml'));
}

function deskOf(context: CommandContext, { ledger }: ScreeningStore) {
  return { ledger, clock: context.clock, ids: context.ids, actor: actorOf(context) };
}
