/** Mode B on the bank's side: it searches its own book, and learns only whom it holds itself. */
import { z } from 'zod';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { nextDue } from '../inquiry/window.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { listSchema, type SearchTools, TAG_WIDTH } from './bodies.js';
import { openEnclave } from './enclave.js';
import type { FoundSubject } from './found-subjects.js';
import { tagsOf } from './padding.js';
import {
  ANSWER_DAYS,
  attachment,
  checkTime,
  DAY_MS,
  namedOfficer,
  remember,
  type SearchContext,
  type SearchData,
  type SearchOutcome,
} from './search-data.js';
import { compareBatch, findings, sendBatches } from './searching.js';

const NAMED_MIN = 2;

export const nameInput = z.strictObject({
  officers: z.array(z.string().min(1)).min(NAMED_MIN).max(10),
});
export const proposeInput = z.strictObject({
  /** The bank's own ids, of those that the search found; none to answer nothing. */
  subjects: z.array(z.string().min(1)).max(20_000),
  contact: z.string().min(1).max(200).normalize(),
});

const OPEN = ['received', 'named', 'searching', 'review', 'proposed'];
const OFFICERS = ['exchange_officer', 'compliance_officer'] as const;
const byNamed = (action: string) => ({ action, roles: OFFICERS, approvals: 1 }) as const;

export const bankSteps: readonly StepRule<SearchData, SearchTools>[] = [
  { from: ['new'], to: ['received'], on: { message: 'search.list' }, run: takeList },
  {
    from: ['received', 'named'],
    to: ['named'],
    on: { action: 'name', roles: ['compliance_officer'], approvals: 1 },
    run: (context) => {
      const { officers } = officerInput(nameInput, given(context.cause));
      if (new Set(officers).size < NAMED_MIN) throw new Fault('exchange.search.named_few');
      return { state: 'named', data: remember(context, 'named', { named: officers }) };
    },
  },
  { from: ['named'], to: ['searching', 'review'], on: byNamed('search'), run: search },
  {
    from: ['searching'],
    to: ['searching', 'review'],
    on: { message: 'search.evaluated' },
    run: takeEvaluated,
  },
  {
    from: ['review', 'proposed'],
    to: ['review', 'proposed'],
    on: byNamed('review'),
    run: async (context) => {
      namedOfficer(context);
      checkTime(context);
      const answer = await findings(await openEnclave(context));
      return { state: context.session.state, data: remember(context, 'reviewed'), answer };
    },
  },
  { from: ['review'], to: ['proposed'], on: byNamed('propose'), run: propose },
  {
    from: ['proposed'],
    to: ['review'],
    on: byNamed('reconsider'),
    run: (context) => {
      namedOfficer(context);
      return { state: 'review', data: remember(context, 'reconsidered', { proposed_by: null }) };
    },
  },
  { from: ['proposed'], to: ['answered', 'closed'], on: byNamed('confirm'), run: confirm },
  { from: OPEN, to: [...OPEN, 'over'], on: { deadline: true }, run: passTime },
];

async function takeList(context: SearchContext): Promise<SearchOutcome> {
  const { session, now, cause } = context;
  if (session.peer.role !== 'authority') throw new Fault('exchange.search.authority');
  const list = listSchema.parse(given(cause));
  const bytes = attachment(context, 0);
  const tags = tagsOf(bytes, TAG_WIDTH);
  if (bytes.length === 0 || tags.length * TAG_WIDTH !== bytes.length) {
    throw new Fault('exchange.search.attachment', { index: 0 });
  }
  const latest = isoTime(now + ANSWER_DAYS * DAY_MS);
  const answer_by = list.answer_by < latest ? list.answer_by : latest;
  const enclave = await openEnclave(context);
  const changes = { part: 'bank', list, since: isoTime(now), answer_by } as const;
  return {
    state: 'received',
    data: remember(context, 'received', changes),
    effects: [enclave.keep('tags', Buffer.from(bytes).toString('base64'))],
    deadline_at: nextDue(now, Date.parse(answer_by), now) ?? now,
  };
}

async function search(context: SearchContext): Promise<SearchOutcome> {
  namedOfficer(context);
  checkTime(context);
  const enclave = await openEnclave(context);
  const { send, effects } = await sendBatches(context, enclave);
  const state = send.length === 0 ? 'review' : 'searching';
  const data = remember(context, 'searching', { batches: send.length, done: [] });
  return { state, data, send, effects, note: { batches: send.length } };
}

async function takeEvaluated(context: SearchContext): Promise<SearchOutcome> {
  const { data } = context.session;
  checkTime(context);
  const { batch } = given(context.cause) as { readonly batch: number };
  if (batch >= data.batches || data.done.includes(batch)) {
    throw new Fault('exchange.search.batch', { batch });
  }
  const effects = await compareBatch(context, await openEnclave(context), batch);
  const done = [...data.done, batch];
  const state = done.length === data.batches ? 'review' : 'searching';
  return { state, data: remember(context, 'compared', { done }), effects };
}

async function propose(context: SearchContext): Promise<SearchOutcome> {
  const proposed_by = namedOfficer(context);
  checkTime(context);
  const input = officerInput(proposeInput, given(context.cause));
  const enclave = await openEnclave(context);
  const found = await findings(enclave);
  const unknown = input.subjects.find((id) => !found.some(({ subject }) => subject === id));
  if (unknown !== undefined) throw new Fault('exchange.search.not_found', { subject: unknown });
  return {
    state: 'proposed',
    data: remember(context, 'proposed', { proposed_by }),
    effects: [enclave.keep('proposal', input)],
  };
}

/** The second named officer confirms exactly what the first proposed; then the enclave is empty. */
async function confirm(context: SearchContext): Promise<SearchOutcome> {
  const confirmed_by = namedOfficer(context);
  checkTime(context);
  const { proposed_by } = context.session.data;
  if (confirmed_by === proposed_by) throw new Fault('exchange.search.same_officer');
  const enclave = await openEnclave(context);
  const input = officerInput(proposeInput, given(context.cause));
  const proposal = proposeInput.parse(await enclave.read('proposal'));
  if (sha256(canonicalJson(input)) !== sha256(canonicalJson(proposal))) {
    throw new Fault('exchange.search.other_proposal');
  }
  const effects = [enclave.drop()];
  const found = await findings(enclave);
  const chosen = found.filter(({ subject }) => input.subjects.includes(subject));
  const data = remember(context, 'confirmed');
  if (chosen.length === 0) return { state: 'closed', data, effects, deadline_at: null };
  const approved_by = [proposed_by ?? '', confirmed_by];
  const body = { matches: chosen.map(matchOf), approved_by, contact: input.contact };
  const send = [{ kind: 'search.positive', body }];
  return { state: 'answered', data, send, effects, deadline_at: null };
}

const matchOf = ({ inputs, held }: FoundSubject) => ({ inputs: [...inputs], held: [...held] });

/** Reminders, then the end: what was in the enclave is gone, and nobody is told anything. */
async function passTime(context: SearchContext): Promise<SearchOutcome> {
  const { session, now } = context;
  const { data, state } = session;
  const end = Date.parse(data.answer_by ?? '');
  if (now < end) {
    const reminders = data.reminders + 1;
    const next = nextDue(Date.parse(data.since ?? ''), end, now) ?? end;
    const changed = remember(context, 'reminder', { reminders });
    return { state, data: changed, deadline_at: next, note: { reminders } };
  }
  const enclave = await openEnclave(context);
  return {
    state: 'over',
    data: remember(context, 'over'),
    effects: [enclave.drop()],
    deadline_at: null,
  };
}
