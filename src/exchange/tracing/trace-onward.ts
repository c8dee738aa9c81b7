/** Where a trace goes from one bank. */
import { isoTime } from '../../base/index.js';
import type { StepContext } from '../session/index.js';
import type { OnwardPayment } from './money-trail.js';
import type { TraceData, TracingTools } from './trace-data.js';
import {
  ONWARD_MAX,
  requestDigest,
  type TraceAnswer,
  type TraceRequest,
} from './trace-messages.js';

/** A request to the next bank, and the bank. */
export interface NextRequest {
  readonly request: TraceRequest;
  readonly digest: string;
  readonly node: string;
}

/** Next banks that one bank asks for one request. */
const NEXT_MAX = 3;

/** The share of the time that is left which the next banks get. */
const TIME_ON = 0.8;

/**
 * Asks the book, and makes the requests to the next banks: of those that took most of the money,
 * parties of the agreement to whom we may tell it, while hops are left.
 */
export async function goOn(
  context: StepContext<TraceData, TracingTools>,
  request: TraceRequest,
  digest: string,
): Promise<{ readonly answer: TraceAnswer; readonly requests: readonly NextRequest[] }> {
  const { session, tools, now } = context;
  const trail = await tools.book.tracing.follow(request.reference);
  const base = {
    case: request.case,
    request: digest,
    parent: request.parent,
    node: tools.identity.card.node,
  };
  if (trail.status === 'not_ours') {
    const nothing = { received_at: null, held_minor: null, currency: null, onward: [] };
    return { answer: { ...base, status: 'not_ours', code: '', ...nothing }, requests: [] };
  }
  const payments = [...trail.onward]
    .sort((a, b) => (a.traced_minor < b.traced_minor ? 1 : -1))
    .slice(0, ONWARD_MAX);
  const drafts: Omit<NextRequest, 'digest'>[] = [];
  const onward = payments.map((payment) => {
    const node = partyOfInstitution(session.agreement.parties, payment.institution);
    const mayGo =
      node !== null &&
      node !== tools.identity.card.node &&
      drafts.length < Math.min(NEXT_MAX, request.banks_left - 1) &&
      context.mayTell('customer', node).allowed;
    if (mayGo) {
      drafts.push({ request: nextRequest(session.id, request, digest, payment, now), node });
    }
    const { reference, institution, at, currency } = payment;
    return {
      reference,
      institution,
      at: isoTime(at),
      amount_minor: `${payment.amount_minor}`,
      traced_minor: `${payment.traced_minor}`,
      currency,
      followed: mayGo,
    };
  });
  const code = request.banks_left <= 1 && onward.length > 0 ? 'banks' : '';
  const requests = shareBanks(drafts, request.banks_left - 1);
  return {
    answer: {
      ...base,
      status: trail.status,
      code,
      received_at: isoTime(trail.received_at),
      held_minor: `${trail.held_minor}`,
      currency: trail.currency,
      onward,
    },
    requests,
  };
}

function nextRequest(
  answer_to: string,
  request: TraceRequest,
  digest: string,
  payment: OnwardPayment,
  now: number,
): TraceRequest {
  const left = Date.parse(request.answer_by) - now;
  return {
    ...request,
    parent: digest,
    reference: payment.reference,
    amount_minor: `${payment.amount_minor}`,
    currency: payment.currency,
    paid_at: isoTime(payment.at),
    answer_to,
    answer_by: isoTime(now + Math.floor(left * TIME_ON)),
  };
}

/** The banks that are left are shared among the branches; the largest payment gets the rest. */
function shareBanks(
  drafts: readonly Omit<NextRequest, 'digest'>[],
  banks: number,
): readonly NextRequest[] {
  const even = Math.floor(banks / drafts.length);
  return drafts.map(({ request, node }, index) => {
    const banks_left = index === 0 ? banks - even * (drafts.length - 1) : even;
    const shared = { ...request, banks_left };
    return { request: shared, digest: requestDigest(shared), node };
  });
}

/** The node of an institution among parties: its BIC, in small letters, and its country. */
export function partyOfInstitution(
  parties: readonly { readonly node: string }[],
  institution: string,
): string | null {
  const bic = institution.slice(0, 8).toLowerCase();
  return parties.find(({ node }) => node.split('.')[0]?.slice(0, 8) === bic)?.node ?? null;
}
