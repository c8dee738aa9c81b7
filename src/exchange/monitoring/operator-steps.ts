/** What an operator of the split key does: it tells its public key, and evaluates for banks. */
import { Fault } from '../../base/index.js';
import { partyOf } from '../agreement/index.js';
import { type Context, messageOf, NO_MONITORING, rolesOf, type Step } from './monitoring-data.js';
import { bodies } from './monitoring-messages.js';
import { type Country, evaluateBatch, publicShare } from './token-batch.js';

/** The country whose operator a node is, or null. */
export function operatorCountry({ session }: Context, node: string): Country | null {
  const { operators } = rolesOf(session.agreement);
  return operators.US === node ? 'US' : operators.MX === node ? 'MX' : null;
}

export async function tellKey(context: Context): Promise<Step> {
  const { body } = messageOf(context, bodies.key_asked);
  checkOperator(context);
  const public_key = await publicShare(context);
  const told = { epoch: body.epoch, public_key };
  return {
    state: 'evaluated',
    data: NO_MONITORING,
    send: [{ kind: 'monitoring.key_told', session: body.answer_to, body: told }],
    note: { public_key },
  };
}

/**
 * Evaluates for a bank. The hub has no budget, and no authority has: whoever holds the joined graph
 * and could make tokens would look up whomever it liked.
 */
export async function evaluateForBank(context: Context): Promise<Step> {
  const { body, message } = messageOf(context, bodies.masked);
  checkOperator(context);
  const { agreement } = context.session;
  const isBank = partyOf(agreement, message.from).role === 'bank';
  if (message.from === rolesOf(agreement).hub || !isBank) {
    throw new Fault('exchange.monitoring.hub_tokens', { node: message.from });
  }
  const [masked] = message.attachments;
  if (!masked || masked.length === 0) throw new Fault('exchange.monitoring.batch');
  const { elements, proofs } = await evaluateBatch(context, masked);
  const { epoch, batch } = body;
  return {
    state: 'evaluated',
    data: NO_MONITORING,
    send: [
      {
        kind: 'monitoring.evaluated',
        session: body.answer_to,
        body: { epoch, batch },
        attachments: [elements, proofs],
      },
    ],
  };
}

function checkOperator(context: Context): void {
  const { node } = context.session.us;
  if (operatorCountry(context, node) === null) {
    throw new Fault('exchange.monitoring.operator', { node });
  }
}
