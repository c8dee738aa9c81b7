import { join } from 'node:path';
import { Fault, isoTime, packageRoot } from '../base/index.js';
import { readCalendars } from '../model/index.js';
import {
  ACTIONS,
  type ActionKind,
  act,
  type Duty,
  finishDuty,
  readClocks,
  readDuties,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { deskOf, type ScreeningStore, withScreening } from './screening-store.js';
import { clip, drawTable } from './table.js';

export interface ActFlags {
  readonly note?: string;
  readonly releases?: string;
  readonly further?: boolean;
}

/** `puente hits act DECISION block|reject|suspend|release`: what was done, and what is due now. */
export async function actCommand(
  context: CommandContext,
  decision_id: string,
  kind: string,
  flags: ActFlags,
): Promise<number> {
  const known = ACTIONS.find((each) => each === kind);
  if (known === undefined) throw new Fault('usage.action', { kind, known: ACTIONS.join(', ') });
  return withScreening(context, 'hits act', async (store) => {
    const action = await act(deskOf(context, store), {
      decision_id,
      kind: known satisfies ActionKind,
      note: flags.note ?? '',
      further: flags.further === true,
      ...(flags.releases === undefined ? {} : { releases: flags.releases }),
    });
    const all = await allDuties(context, store);
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
    const all = await allDuties(context, store);
    const duties = flags.all === true ? all : all.filter(isOpen);
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
    await finishDuty(deskOf(context, store), dutyLaw(), wanted);
    answer(context, wanted, [context.voice.say('cli.hits.finished', { clock, period })]);
    return EXIT.done;
  });
}

/** Every duty up to now, done and withdrawn ones included. */
export function allDuties(context: CommandContext, { ledger }: ScreeningStore) {
  return readDuties(ledger, dutyLaw(), context.clock.now());
}

function isOpen({ state }: Duty): boolean {
  return state === 'open' || state === 'late';
}

export function dutyTable(context: CommandContext, duties: readonly Duty[]): string[] {
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

function dutyLaw() {
  const calendars = readCalendars(join(packageRoot(), 'filing', 'calendars.yaml'));
  return readClocks(join(packageRoot(), 'screening', 'clocks.yaml'), calendars);
}
