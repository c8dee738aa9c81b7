/** Mode B on the authority's side: publish a list as tags, evaluate for banks, take positives. */
import { Fault, isoTime } from '../../base/index.js';
import { evaluate, packInputs, rowsOf, tokenise } from '../group/index.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import type { TokenInput } from '../subject/index.js';
import { type PositiveBody, positiveSchema, type SearchTools, TAG_WIDTH } from './bodies.js';
import { openEnclave } from './enclave.js';
import { inputsOf, publishInput } from './listed-subjects.js';
import { BATCH_ROWS, bucketOf, paddingTags, tagsOf } from './padding.js';
import { keepPositives } from './positives.js';
import {
  ANSWER_DAYS,
  attachment,
  checkTime,
  DAY_MS,
  groupSession,
  remember,
  type SearchContext,
  type SearchData,
  type SearchOutcome,
  withKey,
} from './search-data.js';

/** How long after the time to answer an answer may still be on its way. */
const GRACE_MS = 2 * DAY_MS;
const ACCOUNTS_DAYS = 366;
const PAYMENTS_DAYS = 184;

export const authoritySteps: readonly StepRule<SearchData, SearchTools>[] = [
  {
    from: ['new'],
    to: ['published'],
    on: { action: 'publish', roles: ['authority_officer'], approvals: 2 },
    run: publish,
  },
  { from: ['published'], to: ['published'], on: { message: 'search.masked' }, run: evaluateBatch },
  { from: ['published'], to: ['positive'], on: { message: 'search.positive' }, run: takePositives },
  {
    from: ['published', 'asked'],
    to: ['over'],
    on: { deadline: true },
    run: async (context) => ({
      state: 'over',
      data: remember(context, 'over'),
      effects: [(await openEnclave(context)).drop()],
      deadline_at: null,
    }),
  },
];

async function publish(context: SearchContext): Promise<SearchOutcome> {
  const { session, now, epoch, tools } = context;
  if (session.us.role !== 'authority') throw new Fault('exchange.search.authority');
  const { reference, subjects, id_types } = officerInput(publishInput, given(context.cause));
  const types = id_types ?? session.agreement.id_types;
  const stranger = types.find((type) => !session.agreement.id_types.includes(type));
  if (stranger) throw new Fault('exchange.inquiry.id_type', { type: stranger });
  const inputs = await inputsOf(subjects, types);
  if (inputs.length === 0 || inputs.length > session.agreement.elements_max) {
    const { elements_max: max } = session.agreement;
    throw new Fault('exchange.search.list_size', { found: inputs.length, max });
  }
  const { suite, seed } = await groupSession(context, 'list', epoch);
  const { tags, public_key } = await withKey(context, epoch, async (key) => ({
    tags: await tokenise(tools.group, suite, key.key, {
      inputs: packInputs(inputs.map(({ input }) => input)),
      width: TAG_WIDTH,
    }),
    public_key: Buffer.from(key.public_key).toString('hex'),
  }));
  const padding = paddingTags(seed, bucketOf(inputs.length) - inputs.length, TAG_WIDTH);
  const sorted = tagsOf(Buffer.concat([tags, padding]), TAG_WIDTH);
  const ends = Math.min(now + ANSWER_DAYS * DAY_MS, Date.parse(session.agreement.expires_at));
  const list = {
    reference,
    epoch,
    public_key,
    id_types: [...types],
    as_of: isoTime(now),
    accounts_since: isoTime(now - ACCOUNTS_DAYS * DAY_MS),
    payments_since: isoTime(now - PAYMENTS_DAYS * DAY_MS),
    answer_by: isoTime(ends),
  };
  const enclave = await openEnclave(context);
  const changes = { part: 'authority', list, since: isoTime(now), answer_by: list.answer_by };
  return {
    state: 'published',
    data: remember(context, 'published', changes as Partial<SearchData>),
    send: [
      {
        kind: 'search.list',
        body: list,
        attachments: [Uint8Array.from(Buffer.from(sorted.join(''), 'hex'))],
      },
    ],
    effects: [enclave.keep('list', inputs)],
    deadline_at: ends + GRACE_MS,
    note: { tags: sorted.length },
  };
}

/** What the bank asks about stays masked; the core has charged it before this runs. */
async function evaluateBatch(context: SearchContext): Promise<SearchOutcome> {
  const { session, tools, cause } = context;
  checkTime(context);
  const { batch } = given(cause) as { readonly batch: number };
  const masked = attachment(context, 0);
  const { data } = session;
  if (data.done.includes(batch)) throw new Fault('exchange.search.batch', { batch });
  const epoch = data.list?.epoch ?? context.epoch;
  const proving = await groupSession(context, `evaluate ${batch}`, epoch);
  const { elements, proofs } = await withKey(context, epoch, (key) =>
    evaluate(tools.group, proving, key, { masked, bounds: { elements_max: BATCH_ROWS } }),
  );
  return {
    state: 'published',
    data: remember(context, 'evaluated', { done: [...data.done, batch] }),
    send: [{ kind: 'search.evaluated', body: { batch }, attachments: [elements, proofs] }],
    note: { elements: rowsOf(masked) },
  };
}

async function takePositives(context: SearchContext): Promise<SearchOutcome> {
  const body = positiveSchema.parse(given(context.cause));
  const enclave = await openEnclave(context);
  const listed = ((await enclave.read('list')) ?? []) as readonly TokenInput[];
  return {
    state: 'positive',
    data: remember(context, 'positive'),
    effects: [keepPositives(context, positivesOf(body, listed)), enclave.drop()],
    deadline_at: null,
  };
}

/** Whom the bank found. It can name only what was listed, and must name it: tags would not do. */
function positivesOf({ matches }: PositiveBody, listed: readonly TokenInput[]) {
  const subjects = new Map(listed.map(({ input, subjects: ids }) => [input, ids]));
  return matches.map(({ inputs, held }) => {
    const found = inputs.map((input) => subjects.get(input));
    if (found.some((each) => each === undefined)) throw new Fault('exchange.search.not_listed');
    return { tracking_numbers: [...new Set(found.flatMap((each) => each ?? []))].sort(), held };
  });
}
