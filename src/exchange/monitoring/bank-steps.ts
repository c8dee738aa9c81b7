/**
 * What a contributing bank does. Its part of the algorithm wants tokens in the midst of its work,
 * and they come by post: so each step runs that part from its beginning with the tokens that are
 * here, and where one is lacking asks for a batch. A crash therefore loses nothing either.
 */
import { Fault, isoTime, present, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { type Draft, type Effect, putRecord } from '../session/index.js';
import { type Contributor, type Learned, openContributor } from './contributor.js';
import {
  AREA,
  type Context,
  epochEnd,
  epochOf,
  isAt,
  keep,
  kept,
  type MonitoringData,
  messageOf,
  NO_MONITORING,
  policyOf,
  rolesOf,
  type Step,
  sessionName,
} from './monitoring-data.js';
import {
  asksSchema,
  bodies,
  campaignSchema,
  hitsSchema,
  jsonAttachment,
  readAttachment,
} from './monitoring-messages.js';
import { operatorCountry } from './operator-steps.js';
import type { Ask, Contribution, Hit } from './records.js';
import {
  base64,
  batchOf,
  bytesOf,
  type Country,
  evaluateBatch,
  maskBatch,
  openBatch,
  verifyPart,
} from './token-batch.js';

export function takeInvitation(context: Context): Step {
  const { body: campaign, message } = messageOf(context, campaignSchema);
  const { hub } = rolesOf(context.session.agreement);
  if (message.from !== hub) throw new Fault('exchange.monitoring.hub', { node: message.from });
  policyOf(context, campaign.policy);
  return {
    state: 'invited',
    data: { ...NO_MONITORING, campaign },
    deadline_at: epochEnd(context),
    note: { campaign: sha256(canonicalJson(campaign)) },
  };
}

/**
 * Two officers contribute, once in an epoch of the agreement: two contributions laid side by side
 * would tell what each alone is too coarse for. Where no path leads there, nothing is tokenised.
 */
export async function contribute(context: Context): Promise<Step> {
  const { key } = await mayContribute(context);
  const body = { session: context.session.id };
  const claim = putRecord({ area: AREA.epoch, key, body, at: isoTime(context.now) }, 'fail');
  const data = { ...context.session.data, doing: 'contribute' } as const;
  return goOn(context, data, { effects: [claim] });
}

/** Throws where no path leads to the hub, or this epoch's contribution was made. */
export async function mayContribute(context: Context): Promise<{ readonly key: string }> {
  const { us, peer, agreement_id } = context.session;
  const path = context.mayTell('customer');
  if (!path.allowed) {
    throw new Fault('exchange.path_denied', {
      kind: 'monitoring.contributed',
      from: us.node,
      to: peer.node,
      missing: path.missing.join(', '),
    });
  }
  const key = `${agreement_id} ${context.epoch}`;
  if ((await context.tools.records.find(AREA.epoch, key)) !== null) {
    throw new Fault('exchange.monitoring.twice');
  }
  return { key };
}

/** The hub asks about customers that this bank contributed. */
export function takeAsks(context: Context): Promise<Step> {
  const { data } = context.session;
  const { body, message } = messageOf(context, bodies.asked);
  checkHub(context, message.from);
  if (body.turn !== data.asked) throw new Fault('exchange.monitoring.batch');
  const asks = readAttachment(asksSchema, message);
  const more = { effects: [keep(context, `ask ${body.turn}`, asks)], asks };
  return goOn(context, { ...data, doing: 'answer', asked: data.asked + 1 }, more);
}

export function takeHits(context: Context): Promise<Step> {
  const { message } = messageOf(context, bodies.hits);
  checkHub(context, message.from);
  const hits = readAttachment(hitsSchema, message);
  const more = { effects: [keep(context, 'hits', hits)], hits };
  return goOn(context, { ...context.session.data, doing: 'learn' }, more);
}

/** What officers are shown: their own customers and payments in each pattern. */
export async function showLearned(context: Context): Promise<Step> {
  const { state, data } = context.session;
  return { state, data, answer: { learned: await kept(context, 'learned', AREA.learned) } };
}

/** An operator's part of a batch: with the other's it makes tokens, alone nothing. */
export async function takeEvaluated(context: Context): Promise<Step> {
  const { session } = context;
  const { data } = session;
  const { body, message } = messageOf(context, bodies.evaluated);
  const country = operatorCountry(context, message.from);
  if (country === null) throw new Fault('exchange.monitoring.operator', { node: message.from });
  const batch = await pendingBatch(context);
  const isKnown = (await kept(context, partKey(batch.number, country))) !== null;
  if (body.batch !== batch.number || isKnown) throw new Fault('exchange.monitoring.batch');
  const [elements = new Uint8Array(), proofs = new Uint8Array()] = message.attachments;
  const { keys } = campaignSchema.parse(data.campaign);
  const part = { elements, proofs };
  const masked = bytesOf(batch.masked);
  const other: Country = country === 'US' ? 'MX' : 'US';
  const before = (await kept(context, partKey(batch.number, other))) as KeptPart | null;
  if (before === null) {
    await verifyPart(context, masked, part, keys[country]);
    return { state: 'tokenising', data, effects: [keepPart(context, batch.number, country, part)] };
  }
  const tokens = await openBatch(context, batch, masked, [
    { ...part, public_key: keys[country] },
    {
      elements: bytesOf(before.elements),
      proofs: bytesOf(before.proofs),
      public_key: keys[other],
    },
  ]);
  const pairs = batch.padded.slice(0, batch.real).map((input, at) => [input, tokens[at] ?? '']);
  const more = { effects: [keep(context, `tokens ${batch.number}`, pairs)], tokens: pairs };
  return goOn(context, { ...data, batches: data.batches + 1 }, more);
}

/** Asks again whoever has not evaluated: it was away, or the day's budget was spent. */
export async function retry(context: Context): Promise<Step> {
  const { state, data } = context.session;
  const batch = await pendingBatch(context);
  const asked = draftsFor(context, data, batch.number, bytesOf(batch.masked));
  const send: Draft[] = [];
  for (const { country, draft } of asked) {
    if ((await kept(context, partKey(batch.number, country))) === null) send.push(draft);
  }
  return { state, data, send, answer: { asked: send.map(({ to }) => to) } };
}

/** What this step brought, which is not yet among the records. */
interface News {
  readonly effects: readonly Effect[];
  readonly tokens?: readonly (readonly string[])[];
  readonly asks?: readonly Ask[];
  readonly hits?: readonly Hit[];
}

class Lacking extends Error {
  constructor(readonly inputs: readonly string[]) {
    super('tokens are lacking');
  }
}

/** Does what is to be done as far as the tokens go, and tells the hub or asks for more. */
async function goOn(
  context: Context,
  data: MonitoringData,
  news: News = { effects: [] },
): Promise<Step> {
  const campaign = present(data.campaign, 'a campaign');
  const { epoch } = campaign;
  const told = (kind: string, body: object, value: unknown): Step => {
    const attachment = jsonAttachment(value);
    const to = campaign.hub_session;
    return {
      state: 'contributed',
      data: { ...data, doing: null },
      send: [{ kind, session: to, body, attachments: [attachment] }],
      effects: news.effects,
      note: { sha256: sha256(attachment) },
      answer: { batches: data.batches },
    };
  };
  try {
    const done = await work(context, data, news);
    if (done.doing === 'contribute') {
      return told('monitoring.contributed', { epoch }, done.contribution);
    }
    if (done.doing === 'answer') {
      return told('monitoring.answered', { epoch, turn: data.asked - 1 }, done.contribution);
    }
    const effects = [...news.effects, keep(context, 'learned', done.learned, AREA.learned)];
    return { state: 'learned', data: { ...data, doing: null }, effects };
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    return askTokens(context, data, news, error.inputs);
  }
}

type Done =
  | { readonly doing: 'contribute'; readonly contribution: Contribution }
  | { readonly doing: 'answer'; readonly contribution: Contribution }
  | { readonly doing: 'learn'; readonly learned: readonly Learned[] };

/** The bank's part from its beginning. What the hub was told already comes out the same again. */
async function work(context: Context, data: MonitoringData, news: News): Promise<Done> {
  const campaign = present(data.campaign, 'a campaign');
  const { tools, session } = context;
  const epoch = epochOf(context, campaign);
  const known = await knownTokens(context, news);
  const tokenise = async (inputs: readonly string[]) => {
    const lacking = inputs.filter((input) => !known.has(input));
    if (lacking.length > 0) throw new Lacking(lacking);
    return inputs.map((input) => known.get(input) ?? '');
  };
  return tools.book.monitoring(epoch, async (own) => {
    if (!isAt(own.institution, session.us.node)) {
      throw new Fault('exchange.monitoring.institution', { institution: own.institution });
    }
    const policy = policyOf(context, campaign.policy);
    const contributor = await openContributor({ ...own, epoch, policy, tokenise });
    const first = await contributor.contribute();
    if (data.doing === 'contribute') return { doing: 'contribute', contribution: first };
    const contribution = await answerAll(context, data, news, contributor);
    if (data.doing === 'answer') return { doing: 'answer', contribution };
    const hits = news.hits ?? ((await kept(context, 'hits')) as readonly Hit[]);
    return { doing: 'learn', learned: await contributor.learn(hits) };
  });
}

/** The answer to the last questions; those before are answered again, as they name payments. */
async function answerAll(
  context: Context,
  data: MonitoringData,
  news: News,
  contributor: Contributor,
): Promise<Contribution> {
  let last = await contributor.answer([]);
  for (let turn = 0; turn < data.asked; turn++) {
    const asks = (await kept(context, `ask ${turn}`)) as readonly Ask[] | null;
    last = await contributor.answer(asks ?? present(news.asks, 'what was asked'));
  }
  return last;
}

async function knownTokens(context: Context, news: News): Promise<ReadonlyMap<string, string>> {
  const { session, tools } = context;
  const rows = await tools.records.list(AREA.work, `${session.id} tokens `);
  const pairs = rows.flatMap(({ body }) => body as [string, string][]);
  const fresh = (news.tokens ?? []).map(([input = '', token = '']) => [input, token] as const);
  return new Map([...pairs, ...fresh]);
}

/** Masks a batch for both operators. A bank that is one of them evaluates its part at once. */
async function askTokens(
  context: Context,
  data: MonitoringData,
  news: News,
  lacking: readonly string[],
): Promise<Step> {
  const batch = data.batches;
  const { real, padded } = batchOf(context, lacking, batch);
  const masked = await maskBatch(context, padded, batch);
  const row: KeptBatch = { number: batch, real: real.length, padded, masked: base64(masked) };
  const effects = [...news.effects, keep(context, `batch ${batch}`, row)];
  const own = operatorCountry(context, context.session.us.node);
  if (own !== null) {
    effects.push(keepPart(context, batch, own, await evaluateBatch(context, masked)));
  }
  const send = draftsFor(context, data, batch, masked).map(({ draft }) => draft);
  const note = { batch, elements: padded.length };
  return { state: 'tokenising', data, send, effects, note, answer: { batch } };
}

/** A batch to each operator that is another node. */
function draftsFor(
  { session }: Context,
  data: MonitoringData,
  batch: number,
  masked: Uint8Array,
): readonly { readonly country: Country; readonly draft: Draft }[] {
  const { operators } = rolesOf(session.agreement);
  const { epoch } = present(data.campaign, 'a campaign');
  return (['US', 'MX'] as const)
    .filter((country) => operators[country] !== session.us.node)
    .map((country) => {
      const to = operators[country];
      const body = { epoch, batch, answer_to: session.id };
      const name = sessionName(session.id, to, batch);
      const draft = { kind: 'monitoring.masked', to, session: name, body, attachments: [masked] };
      return { country, draft };
    });
}

interface KeptBatch {
  readonly number: number;
  /** The first so many of `padded` are somebody's. */
  readonly real: number;
  readonly padded: readonly string[];
  readonly masked: string;
}

interface KeptPart {
  readonly elements: string;
  readonly proofs: string;
}

async function pendingBatch(context: Context): Promise<KeptBatch> {
  const row = await kept(context, `batch ${context.session.data.batches}`);
  return present(row, 'a batch') as KeptBatch;
}

const partKey = (batch: number, country: Country) => `part ${batch} ${country}`;

function keepPart(
  context: Context,
  batch: number,
  country: Country,
  { elements, proofs }: { readonly elements: Uint8Array; readonly proofs: Uint8Array },
): Effect {
  const body: KeptPart = { elements: base64(elements), proofs: base64(proofs) };
  return keep(context, partKey(batch, country), body);
}

function checkHub({ session }: Context, from: string): void {
  const { hub } = rolesOf(session.agreement);
  if (from !== hub) throw new Fault('exchange.monitoring.hub', { node: from });
}
