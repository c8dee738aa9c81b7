/** Entities out of joined parties, and the table that makes them nodes of a slice. */
import { derivedId, present } from '../../base/index.js';
import type { Engine } from '../../store/index.js';

/** Parties that are one, two at least, ascending; the id is the hash of the smallest. */
export interface Entity {
  readonly id: string;
  readonly members: readonly string[];
}

/**
 * Names the entities of `smallest` (by party, the smallest number in its entity) and leaves
 * `identity_holder` (account, holder). Reads `identity_party` and `identity_held`.
 */
export async function nameEntities(engine: Engine, smallest: Int32Array): Promise<Entity[]> {
  await engine.run('CREATE OR REPLACE TEMP TABLE identity_merged (n INTEGER, smallest INTEGER)');
  const appender = await engine.connection.createAppender('identity_merged', 'main', 'temp');
  smallest.forEach((low, n) => {
    if (low === n) return;
    appender.appendInteger(n);
    appender.appendInteger(low);
    appender.endRow();
  });
  appender.closeSync();
  await engine.run(
    `INSERT INTO identity_merged SELECT DISTINCT smallest, smallest FROM identity_merged`,
  );
  const rows = await engine.rows<{ smallest: number; members: string[] }>(
    `SELECT smallest, list(id ORDER BY n) AS members
     FROM identity_merged JOIN identity_party USING (n) GROUP BY smallest ORDER BY smallest`,
  );
  const entities = rows.map(({ members }) => ({ id: entityId(members), members }));
  await nameHolders(engine, entities);
  return entities;
}

function entityId(members: readonly string[]): string {
  return derivedId('entity', present(members[0], 'a member'));
}

async function nameHolders(engine: Engine, entities: readonly Entity[]): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE identity_entity (party VARCHAR, entity VARCHAR)');
  const appender = await engine.connection.createAppender('identity_entity', 'main', 'temp');
  for (const { id, members } of entities) {
    for (const member of members) {
      appender.appendVarchar(member);
      appender.appendVarchar(id);
      appender.endRow();
    }
  }
  appender.closeSync();
  // Holders of one account who are not one: the account is a node of the first.
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE identity_holder AS
     SELECT account, min(coalesce(entity, party_id)) AS holder
     FROM identity_held LEFT JOIN identity_entity ON party = party_id GROUP BY account`,
  );
}
