import { Fault } from '../base/index.js';
import {
  exchangeProtocols,
  listSessions,
  type ProtocolName,
  type SessionLine,
  showSession,
} from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { agreementNamed } from './exchange-agreements.js';
import { readJson } from './exchange-input.js';
import { actor, withExchange } from './exchange-open.js';
import { stateName } from './exchange-state.js';
import type { OpenExchange } from './open-exchange.js';
import { answer, jsonText } from './say.js';
import { drawTable } from './table.js';

export interface BeginFlags {
  readonly agreement: string;
  readonly peer: string;
  readonly action?: string;
  readonly input?: string;
  readonly note?: string;
  readonly as?: string;
}

/** `puente exchange begin PROTOCOL`: opens a session and does its first action in it. */
export async function beginCommand(context: CommandContext, name: string, flags: BeginFlags) {
  return withExchange(context, 'exchange begin', async (open) => {
    const protocol = exchangeProtocols.find((each) => each.name === name);
    if (!protocol) {
      const known = exchangeProtocols.map((each) => each.name).join(', ');
      throw new Fault('exchange.protocol_unknown', { name, known });
    }
    const first = protocol.steps.find(
      (rule) => rule.from.includes(protocol.begin.state) && 'action' in rule.on,
    );
    const action = flags.action ?? (first && 'action' in first.on ? first.on.action : '');
    const by = actor(context, flags.as);
    const input = flags.input === undefined ? null : readJson(context, flags.input);
    const { id } = await agreementNamed(open.ledger, flags.agreement);
    const opening = { protocol: name as ProtocolName, agreement_id: id, peer: flags.peer };
    const session = await open.node.begin(opening);
    const first_action = { session, action, officer: by, input, note: flags.note ?? '' };
    try {
      return await sayAction(context, open, protocol.name, first_action);
    } catch (error) {
      await open.node.discard(session);
      throw error;
    }
  });
}

export interface ActFlags {
  readonly input?: string;
  readonly note?: string;
  readonly as?: string;
}

/** `puente exchange act SESSION ACTION`: approves, answers, declines, goes on. */
export async function actCommand(
  context: CommandContext,
  prefix: string,
  action: string,
  flags: ActFlags,
) {
  return withExchange(context, 'exchange act', async (open) => {
    const session = await sessionNamed(open, prefix);
    const officer = actor(context, flags.as);
    const input = flags.input === undefined ? null : readJson(context, flags.input);
    const note = flags.note ?? '';
    const given = { session: session.id, action, officer, input, note };
    return sayAction(context, open, session.protocol, given);
  });
}

async function sayAction(
  context: CommandContext,
  { node }: OpenExchange,
  protocol: string,
  action: Parameters<OpenExchange['node']['act']>[0],
): Promise<number> {
  const { voice } = context;
  const done = await node.act(action);
  const { session, state, waits_for } = done;
  const lines =
    waits_for > 0
      ? [voice.say('exchange.act.waits', { session, waits_for })]
      : [voice.say('exchange.act.done', { session, state: stateName(context, protocol, state) })];
  if (done.answer !== null) lines.push(jsonText(done.answer).trimEnd());
  answer(context, done, lines);
  return EXIT.done;
}

/** `puente exchange sessions`: what goes on, and what an officer can do next. */
export async function sessionsCommand(context: CommandContext, flags: { all?: boolean }) {
  return withExchange(context, 'exchange sessions', async ({ ledger }) => {
    const { voice } = context;
    const every = await listSessions(ledger.db, exchangeProtocols);
    const sessions = flags.all ? every : every.filter(({ ended }) => !ended);
    const rows = sessions.map((line) => [
      line.id.slice(0, 13),
      line.protocol,
      line.opened_here ? `→ ${line.peer}` : `← ${line.peer}`,
      stateName(context, line.protocol, line.state),
      line.deadline_at?.slice(0, 16).replace('T', ' ') ?? '',
      line.actions.join(', '),
    ]);
    const head = ['session', 'protocol', 'peer', 'state', 'deadline', 'actions'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    const hidden = every.length - sessions.length;
    answer(context, { sessions }, [
      ...drawTable(words, rows),
      ...(hidden > 0 ? [voice.say('exchange.sessions.hidden', { hidden })] : []),
    ]);
    return EXIT.done;
  });
}

/** `puente exchange show SESSION`: its state, its messages, who approved what. */
export async function showSessionCommand(context: CommandContext, prefix: string) {
  return withExchange(context, 'exchange show', async (open) => {
    const line = await sessionNamed(open, prefix);
    const found = await showSession(open.ledger.db, line.id);
    const { voice } = context;
    const rows = (found?.messages ?? []).map((message) => [
      message.at.toISOString().slice(0, 19).replace('T', ' '),
      message.way === 'out' ? `→ ${message.peer}` : `← ${message.peer}`,
      message.kind,
      `${message.bytes}`,
      message.fault === null ? message.state : `${message.state} (${message.fault})`,
    ]);
    const head = ['at', 'peer', 'kind', 'bytes', 'state'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    answer(context, { ...line, ...found }, [
      voice.say('exchange.show.title', { session: line.id, protocol: line.protocol }),
      voice.say('exchange.show.state', {
        state: stateName(context, line.protocol, line.state),
        actions: line.actions.join(', '),
      }),
      jsonText(found?.session.data ?? null).trimEnd(),
      '',
      ...drawTable(words, rows, [3]),
    ]);
    return EXIT.done;
  });
}

/** The one session that an id begins. */
async function sessionNamed({ ledger }: OpenExchange, prefix: string): Promise<SessionLine> {
  const sessions = await listSessions(ledger.db, exchangeProtocols);
  const [only, second] = sessions.filter(({ id }) => id.startsWith(prefix));
  if (!only || second) throw new Fault('exchange.session.unnamed', { id: prefix });
  return only;
}
