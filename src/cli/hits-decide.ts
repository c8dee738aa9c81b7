import { Fault } from '../base/index.js';
import {
  DECISION_REASONS,
  type DecisionReason,
  type Duty,
  decide,
  revokeDecision,
  type Verdict,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { allDuties, dutyTable } from './hits-duties.js';
import { answer } from './say.js';
import { refreshEvidence } from './screening-evidence.js';
import { deskOf, withScreening } from './screening-store.js';

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
  if (verdict !== 'same' && verdict !== 'different') throw new Fault('usage.verdict', { verdict });
  checkReasons(flags);
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

/** `puente hits revoke DECISION`: the pair is open again, and what was due of it is not. */
export async function revokeCommand(
  context: CommandContext,
  id: string,
  flags: { readonly note?: string },
): Promise<number> {
  return withScreening(context, 'hits revoke', async (store) => {
    const before = new Map((await allDuties(context, store)).map((duty) => [keyOf(duty), duty]));
    await revokeDecision(deskOf(context, store), id, flags.note ?? '');
    await refreshEvidence(context, store);
    const duties = (await allDuties(context, store)).filter(
      (duty) => duty.state === 'withdrawn' && before.get(keyOf(duty))?.state !== 'withdrawn',
    );
    const { voice } = context;
    const withdrawn = [voice.say('cli.hits.withdrawn', { n: duties.length })];
    answer(context, { revoked: id, withdrawn: duties }, [
      voice.say('cli.hits.revoked', { id }),
      ...(duties.length === 0 ? [] : [...withdrawn, ...dutyTable(context, duties)]),
    ]);
    return EXIT.done;
  });
}

function keyOf({ action, clock, period }: Duty): string {
  return `${action.id} ${clock.clock} ${period}`;
}

/** What the grammar of the command line cannot tell: without a reason nothing is decided. */
function checkReasons({ reason = [] }: DecideFlags): void {
  const known = reason.filter((each) => DECISION_REASONS.some((one) => one === each));
  if (known.length === 0 || known.length < reason.length)
    throw new Fault('usage.reason', { known: DECISION_REASONS.join(', ') });
}
