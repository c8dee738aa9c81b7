import { Fault } from '../base/index.js';
import type { Entity, IdentityLink, Refusal } from '../network/index.js';
import {
  partyName,
  readSeparations,
  resolveIdentities,
  revokeSeparation,
  sayEvidence,
  sayLink,
  sayRefusal,
  separateParties,
} from '../network/index.js';
import type { Engine, Folder, Ledger } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';
import { wrap } from './table.js';

export interface IdentitiesFlags {
  readonly top?: number;
}

export interface DecisionFlags {
  readonly reason: string;
  readonly actor: string;
}

const DEFAULT_TOP = 20;

/** `puente network identities`: who is behind several parties, with the evidence for each link. */
export async function identitiesCommand(
  context: CommandContext,
  { top = DEFAULT_TOP }: IdentitiesFlags,
): Promise<number> {
  return withStore(context, 'network identities', async (folder) => {
    const apart = await keptApart(context, folder);
    const found = await withEngine(context, folder, (engine) =>
      resolveIdentities(engine, { as_of_ms: context.clock.now(), apart }),
    );
    const { entities, links, refused, parties } = found;
    answer(context, { parties, entities, links, refused, apart }, [
      ...entities
        .slice(0, top)
        .flatMap((entity) => entityLines(context, entity, { links, parties })),
      context.voice.say('network.identities.done', {
        entities: entities.length,
        hidden: Math.max(0, entities.length - top),
        apart: apart.length,
      }),
      ...refusalLines(context, refused, top),
    ]);
    return EXIT.done;
  });
}

/** `puente network apart A B`: an officer says that two parties are not one. */
export async function apartCommand(
  context: CommandContext,
  parties: readonly [string, string],
  flags: DecisionFlags,
): Promise<number> {
  return decide(context, 'network apart', async (ledger, folder) => {
    await withEngine(context, folder, (engine) => checkParties(engine, parties));
    const separation = await separateParties(deskOf(context, ledger, flags), parties, flags.reason);
    const [one, other] = parties;
    answer(context, separation, [
      context.voice.say('network.identities.apart', { one, other, id: separation.id }),
    ]);
  });
}

/** `puente network reunite ID`: takes that back; the next search judges by the evidence again. */
export async function reuniteCommand(
  context: CommandContext,
  asked: string,
  flags: DecisionFlags,
): Promise<number> {
  return decide(context, 'network reunite', async (ledger) => {
    const id = await revokeSeparation(deskOf(context, ledger, flags), asked, flags.reason);
    answer(context, { id }, [context.voice.say('network.identities.reunited', { id })]);
  });
}

/** Pairs that officers keep apart now. */
export function keptApart(context: CommandContext, folder: Folder) {
  return withLedger(context, folder, ({ db }) => readSeparations(db, context.clock.now()));
}

function decide(
  context: CommandContext,
  name: string,
  work: (ledger: Ledger, folder: Folder) => Promise<void>,
): Promise<number> {
  return withStore(context, name, async (folder) => {
    await withLedger(context, folder, (ledger) => work(ledger, folder));
    return EXIT.done;
  });
}

/** A mistyped id must not look like a decision made. */
async function checkParties(engine: Engine, parties: readonly string[]): Promise<void> {
  for (const id of parties) {
    const [known] = await engine.rows('SELECT 1 FROM party WHERE id = ? LIMIT 1', [id]);
    if (!known) throw new Fault('network.identity.party', { party: id });
  }
}

function deskOf({ clock, ids }: CommandContext, ledger: Ledger, { actor }: DecisionFlags) {
  return { ledger, clock, ids, actor };
}

function entityLines(
  { voice, width }: CommandContext,
  { members }: Entity,
  { links, parties }: { readonly links: readonly IdentityLink[]; readonly parties: number },
): string[] {
  const own = new Set(members);
  const told = links.filter(({ party_a }) => own.has(party_a));
  const names = new Map(
    told.flatMap(({ party_a, party_b, name_a, name_b }) => [
      [party_a, name_a],
      [party_b, name_b],
    ]),
  );
  const named = members.map((id) => partyName(names.get(id) ?? null, id));
  return [
    voice.say('network.identities.entity', { members: named.join(', ') }),
    ...told.flatMap((link) => [
      ...wrap(sayLink(voice, link), width, '  '),
      ...link.evidence.flatMap((each) => wrap(sayEvidence(voice, each, parties), width, '    ')),
    ]),
    '',
  ];
}

function refusalLines(
  { voice }: CommandContext,
  refused: readonly Refusal[],
  top: number,
): string[] {
  if (refused.length === 0) return [];
  return [
    voice.say('network.identities.refused', { refused: refused.length }),
    ...refused.slice(0, top).map((refusal) => `  ${sayRefusal(voice, refusal)}`),
  ];
}
