import { Fault } from '../base/index.js';
import {
  addOfficer,
  filePermit,
  holds,
  listOfficers,
  listPermits,
  type PermitKind,
  permitKinds,
  retireOfficer,
  revokePermit,
} from '../exchange/index.js';
import type { OfficerRole } from '../model/index.js';
import { type CommandContext, EXIT } from './context.js';
import { readJson } from './exchange-input.js';
import { actor, withExchange } from './exchange-open.js';
import { answer } from './say.js';
import { drawTable } from './table.js';

export interface OfficerFlags {
  readonly name: string;
  readonly role: readonly string[];
  readonly as?: string;
}

/** `puente exchange officers add ID`: the first is an administrator, who adds the others. */
export async function addOfficerCommand(context: CommandContext, id: string, flags: OfficerFlags) {
  return withExchange(context, 'exchange officers', async ({ ledger, now }) => {
    const at_ms = await now();
    const by = flags.as ?? context.env.PUENTE_OFFICER ?? null;
    const roles = flags.role as readonly OfficerRole[];
    await addOfficer(ledger, { id, name: flags.name, roles, since: at_ms }, by, at_ms);
    const said = { id, name: flags.name };
    answer(context, { id, name: flags.name, roles }, [
      context.voice.say('exchange.officers.added', said),
    ]);
    return EXIT.done;
  });
}

export async function retireCommand(context: CommandContext, id: string, flags: { as?: string }) {
  return withExchange(context, 'exchange officers', async ({ ledger, now }) => {
    await retireOfficer(ledger, id, actor(context, flags.as), await now());
    answer(context, { id }, [context.voice.say('exchange.officers.retired', { id })]);
    return EXIT.done;
  });
}

export async function officersCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange officers', async ({ ledger }) => {
    const { voice } = context;
    const officers = await listOfficers(ledger.db);
    const rows = officers.map(({ id, name, roles, until }) => [
      id,
      name,
      roles.map((role) => voice.say(`exchange.officer_role.${role}`)).join(', '),
      until === null ? '' : new Date(until).toISOString().slice(0, 10),
    ]);
    const head = ['officer', 'name', 'roles', 'until'].map((key) =>
      voice.say(`exchange.head.${key}`),
    );
    answer(context, { officers }, drawTable(head, rows));
    return EXIT.done;
  });
}

export interface PermitFlags {
  readonly holder?: string;
  readonly from: string;
  readonly until: string;
  readonly input: string;
  readonly as?: string;
}

/** `puente exchange permits file KIND`: what a path of the matrix needs. */
export async function filePermitCommand(context: CommandContext, kind: string, flags: PermitFlags) {
  return withExchange(context, 'exchange permits', async ({ ledger, identity, now }) => {
    if (!permitKinds.includes(kind as PermitKind)) {
      throw new Fault('exchange.permit.kind', { kind, known: permitKinds.join(', ') });
    }
    const draft = {
      kind: kind as PermitKind,
      holder: flags.holder ?? identity.card.node,
      body: readJson(context, flags.input),
      valid_from: Date.parse(`${flags.from}T00:00:00Z`),
      valid_until: Date.parse(`${flags.until}T00:00:00Z`),
    };
    const permit = await filePermit(ledger, draft, actor(context, flags.as), await now());
    const said = { id: permit.id.slice(0, 12), kind: context.voice.say(`exchange.permit.${kind}`) };
    answer(context, permit, [context.voice.say('exchange.permits.filed', said)]);
    return EXIT.done;
  });
}

export async function revokePermitCommand(
  context: CommandContext,
  prefix: string,
  flags: { as?: string },
) {
  return withExchange(context, 'exchange permits', async ({ ledger, now }) => {
    const found = (await listPermits(ledger.db)).filter(({ id }) => id.startsWith(prefix));
    const [permit, second] = found;
    if (!permit || second) throw new Fault('exchange.permit.unknown', { id: prefix });
    await revokePermit(ledger, permit.id, actor(context, flags.as), await now());
    answer(context, { id: permit.id }, [
      context.voice.say('exchange.permits.revoked', { id: permit.id.slice(0, 12) }),
    ]);
    return EXIT.done;
  });
}

export async function permitsCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange permits', async ({ ledger, now }) => {
    const { voice } = context;
    const at_ms = await now();
    const permits = await listPermits(ledger.db);
    const rows = permits.map((permit) => [
      permit.id.slice(0, 12),
      voice.say(`exchange.permit.${permit.kind}`),
      permit.holder,
      new Date(permit.valid_from).toISOString().slice(0, 10),
      new Date(permit.valid_until).toISOString().slice(0, 10),
      voice.say(holds(permit, at_ms) ? 'exchange.permits.holds' : 'exchange.permits.over'),
    ]);
    const head = ['permit', 'kind', 'holder', 'from', 'until', 'state'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    answer(context, { permits }, drawTable(words, rows));
    return EXIT.done;
  });
}
