import { existsSync } from 'node:fs';
import { Fault } from '../base/index.js';
import { type Agreement, listAgreements } from '../exchange/index.js';
import type { Ledger } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { readJson } from './exchange-input.js';
import { actor, withExchange } from './exchange-open.js';
import { answer, at } from './say.js';
import { drawTable } from './table.js';

/** `puente exchange agreements sign FILE|ID`: proposes an agreement, or signs a proposed one. */
export async function signCommand(context: CommandContext, given: string, flags: { as?: string }) {
  return withExchange(context, 'exchange agreements', async ({ node, ledger }) => {
    const isId = /^[0-9a-f]{1,64}$/.test(given) && !existsSync(at(context, given));
    // What is signed binds the institution: a digit or two are too easily another's.
    if (isId && given.length < 6) throw new Fault('exchange.agreement.short', { id: given });
    const proposed = isId ? await agreementNamed(ledger, given) : null;
    const value = proposed === null ? readJson(context, given) : proposed.body;
    const standing = await node.sign(value, actor(context, flags.as));
    const { id, state, signed_by, agreement } = standing;
    const { voice } = context;
    const waits = agreement.parties
      .map((party) => party.node)
      .filter((each) => !signed_by.includes(each));
    answer(context, { id, state, signed_by, waits_for: waits }, [
      voice.say('exchange.agreements.signed', { id: id.slice(0, 12) }),
      waits.length === 0
        ? voice.say('exchange.agreements.in_force')
        : voice.say('exchange.agreements.waits', { nodes: waits.join(', ') }),
    ]);
    return EXIT.done;
  });
}

/** `puente exchange agreements end ID`. */
export async function endCommand(context: CommandContext, prefix: string, flags: { as?: string }) {
  return withExchange(context, 'exchange agreements', async ({ node, ledger }) => {
    const { id } = await agreementNamed(ledger, prefix);
    await node.endAgreement(id, actor(context, flags.as));
    answer(context, { id }, [
      context.voice.say('exchange.agreements.ended', { id: id.slice(0, 12) }),
    ]);
    return EXIT.done;
  });
}

export async function agreementsCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange agreements', async ({ ledger }) => {
    const { voice } = context;
    const rows = await listAgreements(ledger.db);
    const lines = rows.map(({ id, body, state, signatures }) => {
      const agreement = body as Agreement;
      return [
        id.slice(0, 12),
        agreement.title,
        voice.say(`exchange.agreement_state.${state}`),
        `${Object.keys(signatures).length}/${agreement.parties.length}`,
        agreement.expires_at.slice(0, 10),
        agreement.parties.map((party) => party.node).join(', '),
      ];
    });
    const head = ['agreement', 'title', 'state', 'signed', 'until', 'parties'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    const json = rows.map(({ id, body, state, signatures }) => ({
      id,
      state,
      agreement: body,
      signed_by: Object.keys(signatures),
    }));
    answer(context, { agreements: json }, drawTable(words, lines, [3]));
    return EXIT.done;
  });
}

/** The one agreement that an id begins. */
export async function agreementNamed(ledger: Ledger, prefix: string) {
  const found = (await listAgreements(ledger.db)).filter(({ id }) => id.startsWith(prefix));
  const [only, second] = found;
  if (!only || second) throw new Fault('exchange.agreement.unknown', { id: prefix });
  return only;
}
