import { Fault } from '../base/index.js';
import { type DecisionReason, decide, revokeDecision, type Verdict } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
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
