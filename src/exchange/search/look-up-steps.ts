/**
 * Mode A, the authority-blind look-up: the bank holds the key and never sees whom the authority
 * asks about. It is off: a bank evaluates nothing unless legal process on each subject is lodged
 * with it under seal, and each process serves once.
 */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import { holds } from '../agreement/index.js';
import { evaluate, maskInputs, openTokens, packInputs, rowsOf, tokenise } from '../group/index.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { putRecord } from '../session/records.js';
import { type TokenInput, tokenInputs } from '../subject/index.js';
import { lookUpSchema, type SearchTools, TAG_WIDTH } from './bodies.js';
import { openEnclave } from './enclave.js';
import { inputsOf, lookUpInput } from './listed-subjects.js';
import { bucketOf, paddingTags, tagsOf } from './padding.js';
import { keepPositives } from './positives.js';
import type { HeldSubject } from './search-book.js';
import {
  ANSWER_DAYS,
  attachment,
  DAY_MS,
  groupSession,
  remember,
  type SearchContext,
  type SearchData,
  type SearchOutcome,
  withKey,
} from './search-data.js';

const SPENT = 'search.process';

export const lookUpSteps: readonly StepRule<SearchData, SearchTools>[] = [
  {
    from: ['new'],
    to: ['asked'],
    on: { action: 'look_up', roles: ['authority_officer'], approvals: 2 },
    run: ask,
  },
  { from: ['new'], to: ['to_admit'], on: { message: 'search.look_up' }, run: takeAsk },
  {
    from: ['to_admit'],
    to: ['looked_up'],
    on: { action: 'admit', roles: ['compliance_officer', 'counsel'], approvals: 2 },
    run: admit,
  },
  {
    from: ['to_admit'],
    to: ['over'],
    on: { deadline: true },
    run: async (context) => ({
      state: 'over',
      data: remember(context, 'over'),
      effects: [(await openEnclave(context)).drop()],
      deadline_at: null,
    }),
  },
  { from: ['asked'], to: ['positive', 'over'], on: { message: 'search.looked_up' }, run: compare },
];

async function ask(context: SearchContext): Promise<SearchOutcome> {
  const { session, now, epoch, tools } = context;
  if (session.us.role !== 'authority') throw new Fault('exchange.search.authority');
  const given_input = officerInput(lookUpInput, given(context.cause));
  const { subjects, reference, id_type, processes } = given_input;
  const inputs = await inputsOf(subjects, [id_type]);
  if (inputs.length === 0 || inputs.length > processes.length) {
    const about = { subjects: inputs.length, processes: processes.length };
    throw new Fault('exchange.search.process_each', about);
  }
  const packed = packInputs(inputs.map(({ input }) => input));
  const masking = await groupSession(context, 'mask', epoch);
  const masked = await maskInputs(tools.group, masking, packed);
  const look_up = { reference, epoch, id_type, processes };
  const enclave = await openEnclave(context);
  const changes = { part: 'authority', look_up, since: isoTime(now) } as const;
  return {
    state: 'asked',
    data: remember(context, 'asked', changes),
    send: [{ kind: 'search.look_up', body: look_up, attachments: [masked] }],
    effects: [
      enclave.keep('list', inputs),
      enclave.keep('masked', Buffer.from(masked).toString('base64')),
    ],
    deadline_at: now + ANSWER_DAYS * DAY_MS,
  };
}

async function takeAsk(context: SearchContext): Promise<SearchOutcome> {
  if (context.session.peer.role !== 'authority') throw new Fault('exchange.search.authority');
  const look_up = lookUpSchema.parse(given(context.cause));
  await checkProcesses(context, look_up.processes, rowsOf(attachment(context, 0)));
  const enclave = await openEnclave(context);
  const masked = Buffer.from(attachment(context, 0)).toString('base64');
  return {
    state: 'to_admit',
    data: remember(context, 'asked', { part: 'bank', look_up, since: isoTime(context.now) }),
    effects: [enclave.keep('masked', masked)],
    deadline_at: context.now + ANSWER_DAYS * DAY_MS,
  };
}

/** Each process is on file, in force, of this authority, and unused; together they cover all. */
async function checkProcesses(
  { session, tools, now }: SearchContext,
  processes: readonly string[],
  elements: number,
): Promise<void> {
  const permits = await tools.permits();
  let subjects = 0;
  for (const hash of new Set(processes)) {
    const process = permits.find(
      (permit) =>
        permit.kind === 'legal_process' &&
        permit.holder === session.peer.node &&
        permit.body.sealed_sha256 === hash &&
        holds(permit, now),
    );
    const used = await tools.records.find(SPENT, hash);
    if (!process || used !== null) throw new Fault('exchange.search.process', { process: hash });
    subjects += z.number().parse(process.body.subjects);
  }
  if (elements > subjects) {
    throw new Fault('exchange.search.process_each', { subjects: elements, processes: subjects });
  }
}

async function admit(context: SearchContext): Promise<SearchOutcome> {
  const { session, tools, now } = context;
  const look_up = lookUpSchema.parse(session.data.look_up);
  const { processes, epoch, id_type } = look_up;
  const enclave = await openEnclave(context);
  const masked = Buffer.from((await enclave.read('masked')) as string, 'base64');
  await checkProcesses(context, processes, rowsOf(masked));
  const { suite, seed } = await groupSession(context, 'look_up', epoch);
  const inputs = await ownInputs(context, id_type);
  const bounds = { elements_max: rowsOf(masked) };
  const answer = await withKey(context, epoch, async (key) => ({
    ...(await evaluate(tools.group, { suite, seed }, key, { masked, bounds })),
    tags: await tokenise(tools.group, suite, key.key, {
      inputs: packInputs(inputs.map(({ input }) => input)),
      width: TAG_WIDTH,
    }),
    public_key: Buffer.from(key.public_key).toString('hex'),
  }));
  const padding = paddingTags(seed, bucketOf(inputs.length) - inputs.length, TAG_WIDTH);
  const sorted = tagsOf(Buffer.concat([answer.tags, padding]), TAG_WIDTH);
  const tags = Uint8Array.from(Buffer.from(sorted.join(''), 'hex'));
  const at = isoTime(now);
  const spent = [...new Set(processes)].map((key) =>
    putRecord({ area: SPENT, key, body: { session: session.id }, at }, 'fail'),
  );
  return {
    state: 'looked_up',
    data: remember(context, 'looked_up'),
    send: [
      {
        kind: 'search.looked_up',
        body: { public_key: answer.public_key },
        attachments: [answer.elements, answer.proofs, tags],
      },
    ],
    effects: [...spent, enclave.drop()],
    deadline_at: null,
  };
}

async function ownInputs(
  { tools, now }: SearchContext,
  id_type: Parameters<typeof tokenInputs>[1][number],
): Promise<readonly TokenInput[]> {
  const YEAR_DAYS = 366;
  const holdings: HeldSubject[] = [];
  const window = {
    as_of: now,
    accounts_since: now - YEAR_DAYS * DAY_MS,
    payments_since: now - (YEAR_DAYS / 2) * DAY_MS,
    id_types: [id_type],
  };
  for await (const holding of tools.book.search.holdings(window)) holdings.push(holding);
  const subjects = holdings.map(({ id, claims }) => ({ id, claims, is_likely_victim: false }));
  return (await tokenInputs(subjects, [id_type])).inputs;
}

async function compare(context: SearchContext): Promise<SearchOutcome> {
  const { session, tools } = context;
  const { public_key } = given(context.cause) as { readonly public_key: string };
  const look_up = lookUpSchema.parse(session.data.look_up);
  const enclave = await openEnclave(context);
  const inputs = (await enclave.read('list')) as readonly TokenInput[];
  const masked = Buffer.from((await enclave.read('masked')) as string, 'base64');
  const tokens = await openTokens(
    tools.group,
    await groupSession(context, 'mask', look_up.epoch),
    { inputs: packInputs(inputs.map(({ input }) => input)), masked, width: TAG_WIDTH },
    [
      {
        public_key: Buffer.from(public_key, 'hex'),
        elements: attachment(context, 0),
        proofs: attachment(context, 1),
      },
    ],
  );
  const book = new Set(tagsOf(attachment(context, 2), TAG_WIDTH));
  const found = inputs.filter((_, i) => {
    const tag = tokens.subarray(i * TAG_WIDTH, (i + 1) * TAG_WIDTH);
    return book.has(Buffer.from(tag).toString('hex'));
  });
  const positives = found.map(({ subjects }) => ({ tracking_numbers: subjects, held: [] }));
  return {
    state: found.length > 0 ? 'positive' : 'over',
    data: remember(context, 'compared'),
    effects: [keepPositives(context, positives), enclave.drop()],
    deadline_at: null,
  };
}
