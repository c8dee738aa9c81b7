/**
 * What the hub does: it asks the operators for their public keys, invites, takes contributions,
 * searches, asks owners, tells each of its own. Its search wants answers in its midst: it is run
 * from its beginning with those that are here, and where one is lacking, that is asked.
 */
import { z } from 'zod';
import { Fault, type Ids, isoTime, present, sha256 } from '../../base/index.js';
import type { Effect } from '../session/index.js';
import { Hub, type HubRun } from './hub.js';
import {
  type Context,
  close,
  epochEnd,
  epochOf,
  institutionAt,
  isAt,
  keep,
  kept,
  type MonitoringData,
  messageOf,
  policyOf,
  rolesOf,
  type Step,
  sessionName,
} from './monitoring-data.js';
import {
  asksSchema,
  bodies,
  contributionSchema,
  jsonAttachment,
  readAttachment,
} from './monitoring-messages.js';
import { operatorCountry } from './operator-steps.js';
import { policyOn, readMonitoringPolicies } from './policy.js';
import { type Ask, bandOf, type Contribution } from './records.js';

/** What an officer of the hub begins with: payments of `from` ≤ time < `until`. */
export const inviteInput = z.strictObject({
  from: z.iso.datetime({ precision: 3 }),
  until: z.iso.datetime({ precision: 3 }),
  /** Absent: all banks of the agreement but the hub. */
  banks: z.array(z.string()).min(1).optional(),
});

const DAY_MS = 86_400_000;
/** How long the hub waits for an answer before it goes on without. */
const ANSWER_DAYS = 3;

export function invite(context: Context): Step {
  const { session, cause, epoch, now } = context;
  const { agreement, us, data } = session;
  const { hub, operators } = rolesOf(agreement);
  if (us.node !== hub) throw new Fault('exchange.monitoring.hub', { node: us.node });
  const parsed = inviteInput.safeParse(cause.by === 'officer' ? cause.input : null);
  const ordered = parsed.success && parsed.data.from < parsed.data.until;
  const all = agreement.parties.filter(({ role, node }) => role === 'bank' && node !== hub);
  const banks = parsed.data?.banks ?? all.map(({ node }) => node);
  const stranger = banks.find((bank) => !all.some(({ node }) => node === bank));
  if (!parsed.success || !ordered || stranger !== undefined) {
    const at = parsed.error?.issues[0]?.path.join('.') ?? (ordered ? 'banks' : 'until');
    throw new Fault('exchange.monitoring.input', { at });
  }
  const { from, until } = parsed.data;
  const policies = context.tools.policies?.() ?? readMonitoringPolicies();
  const policy = policyOn(policies, isoTime(now).slice(0, 10)).id;
  const keys = { US: null, MX: null };
  return {
    state: 'asking_keys',
    data: {
      ...data,
      banks,
      campaign: { epoch, from, until, policy, keys, hub_session: session.id },
    },
    send: Object.values(operators).map((to) => ({
      kind: 'monitoring.key_asked',
      to,
      session: sessionName(session.id, 'key', to),
      body: { epoch, answer_to: session.id },
    })),
    deadline_at: epochEnd(context),
  };
}

/** With both keys here, the banks are invited. */
export function takeKey(context: Context): Step {
  const { session } = context;
  const { body, message } = messageOf(context, bodies.key_told);
  const country = operatorCountry(context, message.from);
  const campaign = present(session.data.campaign, 'a campaign');
  if (country === null || campaign.keys[country] !== null) {
    throw new Fault('exchange.monitoring.operator', { node: message.from });
  }
  const keys = { ...campaign.keys, [country]: body.public_key };
  const invitation = { ...campaign, keys };
  const data = { ...session.data, campaign: invitation };
  if (keys.US === null || keys.MX === null) return { state: 'asking_keys', data };
  return {
    state: 'collecting',
    data,
    send: data.banks.map((to) => ({
      kind: 'monitoring.invited',
      to,
      session: bankSession(context, to),
      body: invitation,
    })),
    note: { keys },
  };
}

export async function takeContribution(context: Context): Promise<Step> {
  const { data } = context.session;
  const { message } = messageOf(context, bodies.contributed);
  const contribution = readAttachment(contributionSchema, message);
  const { from } = message;
  checkTeller(context, from, contribution);
  const hub = await hubWith(context, data);
  hub.receive(contribution);
  return {
    state: 'collecting',
    data: { ...data, contributed: [...data.contributed, from] },
    effects: [keep(context, `contribution ${data.contributed.length}`, contribution)],
    note: { from, sha256: sha256(message.attachments[0] ?? '') },
  };
}

/** It asks and tells only where it may tell every contributor; else nothing is searched. */
export function run(context: Context): Promise<Step> {
  const { data, us } = context.session;
  for (const to of data.contributed) {
    const path = context.mayTell('customer', to);
    if (path.allowed) continue;
    const missing = path.missing.join(', ');
    throw new Fault('exchange.path_denied', {
      kind: 'monitoring.hits',
      from: us.node,
      to,
      missing,
    });
  }
  return search(context, data, []);
}

export function takeAnswer(context: Context): Promise<Step> {
  const { data } = context.session;
  const { body, message } = messageOf(context, bodies.answered);
  const answer = readAttachment(contributionSchema, message);
  checkTeller(context, message.from, answer);
  const { node, turn } = present(data.waits_for, 'a bank that was asked');
  if (message.from !== node || body.turn !== turn) throw new Fault('exchange.monitoring.batch');
  return withAnswer(context, data, answer);
}

/** Whoever has not answered has nothing to say. With the epoch all ends. */
export function goOnWithout(context: Context): Promise<Step> | Step {
  const { data } = context.session;
  if (context.now >= epochEnd(context)) return close(context);
  const { agreement, id } = epochOf(context, present(data.campaign, 'a campaign'));
  const institution = institutionAt(present(data.waits_for, 'a bank that was asked').node);
  const nothing = { edges: [], hops: [], stars: [], struck: [] };
  return withAnswer(context, data, { agreement, epoch: id, institution, ...nothing });
}

export function showFound({ session: { state, data } }: Context): Step {
  return { state, data, answer: { found: data.found, contributed: data.contributed } };
}

class Unanswered extends Error {
  constructor(
    readonly institution: string,
    readonly asks: readonly Ask[],
  ) {
    super('an owner has not answered');
  }
}

function withAnswer(context: Context, data: MonitoringData, answer: Contribution): Promise<Step> {
  const effects = [keep(context, `answer ${data.answers}`, answer)];
  const now = { ...data, answers: data.answers + 1, waits_for: null };
  return search(context, now, effects, answer);
}

async function search(
  context: Context,
  data: MonitoringData,
  effects: readonly Effect[],
  last?: Contribution,
): Promise<Step> {
  const hub = await hubWith(context, data);
  const turns = new Map<string, number>();
  let taken = 0;
  try {
    const found = await hub.run({
      async answer(institution, asks) {
        if (taken >= data.answers) throw new Unanswered(institution, asks);
        turns.set(institution, (turns.get(institution) ?? 0) + 1);
        const row = await kept(context, `answer ${taken++}`);
        return (row as Contribution | null) ?? present(last, 'the answer that came');
      },
    });
    return tellHits(context, data, effects, hub, found);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const { institution, asks } = error;
    return ask(context, data, effects, { institution, asks, turn: turns.get(institution) ?? 0 });
  }
}

function ask(
  context: Context,
  data: MonitoringData,
  effects: readonly Effect[],
  question: { readonly institution: string; readonly asks: readonly Ask[]; readonly turn: number },
): Step {
  const { institution, asks, turn } = question;
  const to = present(
    data.contributed.find((node) => isAt(institution, node)),
    'a contributor',
  );
  const { epoch } = present(data.campaign, 'a campaign');
  const attachments = [jsonAttachment(asksSchema.parse(asks))];
  const session = bankSession(context, to);
  return {
    state: 'asking',
    data: { ...data, waits_for: { node: to, turn } },
    send: [{ kind: 'monitoring.asked', to, session, body: { epoch, turn }, attachments }],
    effects,
    deadline_at: Math.min(context.now + ANSWER_DAYS * DAY_MS, epochEnd(context)),
  };
}

/** Every contributor is told, of patterns or of none: that something was told tells nobody. */
function tellHits(
  context: Context,
  data: MonitoringData,
  effects: readonly Effect[],
  hub: Hub,
  { rounds, asks, unasked, patterns, withheld }: HubRun,
): Step {
  const { epoch } = present(data.campaign, 'a campaign');
  const found = { rounds, asks, unasked, patterns: bandOf(patterns), withheld: bandOf(withheld) };
  return {
    state: 'told',
    data: { ...data, found, waits_for: null },
    send: data.contributed.map((to) => ({
      kind: 'monitoring.hits',
      to,
      session: bankSession(context, to),
      body: { epoch },
      attachments: [jsonAttachment(hub.hitsFor(institutionAt(to)))],
    })),
    effects,
    deadline_at: epochEnd(context),
    note: { ...found },
    answer: { found },
  };
}

/** The hub with every contribution that came. */
async function hubWith(context: Context, data: MonitoringData): Promise<Hub> {
  const campaign = present(data.campaign, 'a campaign');
  const hub = new Hub({
    institution: institutionAt(context.session.us.node),
    epoch: epochOf(context, campaign),
    policy: policyOf(context, campaign.policy),
    detect: context.tools.detect,
    ids: sameIds(context.session.id),
  });
  for (const index of data.contributed.keys()) {
    hub.receive((await kept(context, `contribution ${index}`)) as Contribution);
  }
  return hub;
}

/** Ids of hits that are the same when a step is run again. */
function sameIds(session: string): Ids {
  let next = 0;
  return { next: () => sessionName(session, 'hit', next++) };
}

const bankSession = ({ session }: Context, bank: string) => sessionName(session.id, bank);

/** A bank tells of itself, in its own name, when it was invited. */
function checkTeller({ session }: Context, from: string, { institution }: Contribution): void {
  if (!session.data.banks.includes(from) || !isAt(institution, from)) {
    throw new Fault('exchange.monitoring.institution', { institution });
  }
}
