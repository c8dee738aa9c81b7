/** Accounts under one hand: those of a person and of the organisations that it controls. */
import type { Engine } from '../../store/index.js';
import { BOUNDS } from './evidence.js';
import { joinLinks } from './join-links.js';

/** A temporary table (account, hand) of accounts that are under one hand with others. */
export const HANDS = 'identity_hand';

/**
 * Follows control up and down: who has most of two companies has one hand in both. `smallest`: by
 * party, the smallest number in its entity. Owners of too many are states and trustees: the
 * companies of one have nothing else in common.
 */
export async function nameHands(engine: Engine, smallest: Int32Array): Promise<void> {
  const pairs = await engine.rows<{ owner: number; owned: number }>(
    `SELECT owner, owned FROM identity_control
     QUALIFY count(*) OVER (PARTITION BY owner) <= ${BOUNDS.controlled_max} ORDER BY ALL`,
  );
  const entity = (party: number) => smallest[party] as number;
  const links = [
    ...pairs.map(({ owner, owned }) => [entity(owner), entity(owned)] as const),
    ...Array.from(smallest, (low, party) => [low, party] as const),
  ].filter(([one, other]) => one !== other);
  const parties = smallest.length;
  const { smallest: hands } = joinLinks(
    { a: Int32Array.from(links, ([a]) => a), b: Int32Array.from(links, ([, b]) => b) },
    { parties, apart: [], members_max: parties },
  );
  const ruled = new Set(pairs.flatMap(({ owner, owned }) => [owner, owned]).map((n) => hands[n]));
  await engine.run('CREATE OR REPLACE TEMP TABLE identity_ruled (n INTEGER, hand INTEGER)');
  const appender = await engine.connection.createAppender('identity_ruled', 'main', 'temp');
  hands.forEach((hand, n) => {
    if (!ruled.has(hand)) return;
    appender.appendInteger(n);
    appender.appendInteger(hand);
    appender.endRow();
  });
  appender.closeSync();
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE ${HANDS} AS
     SELECT account, min(hand) AS hand FROM identity_held JOIN identity_party ON id = party_id
     JOIN identity_ruled USING (n) GROUP BY account`,
  );
}
