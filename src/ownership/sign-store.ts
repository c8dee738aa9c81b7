/** Signs as lists that typologies can ask: `party.id: {list: shell_mass_address}`. */
import type { Engine } from '../store/index.js';
import type { ShellSign } from './shell-indicators.js';

/**
 * Writes the signs of a day as values of one list for each kind (`shell_<kind>`, of parties). What
 * was a sign before and is none today ends the day before; what goes on is left as it is. A rule at
 * a payment sees the signs of the payment's day.
 */
export async function saveShellSigns(
  engine: Engine,
  signs: readonly ShellSign[],
  on: string,
): Promise<void> {
  await engine.run(
    'CREATE OR REPLACE TEMP TABLE shell_sign (list VARCHAR, value VARCHAR, severity VARCHAR)',
  );
  const appender = await engine.connection.createAppender('shell_sign', 'main', 'temp');
  for (const { kind, holder, value } of signs) {
    appender.appendVarchar(`shell_${kind}`);
    appender.appendVarchar(holder);
    appender.appendVarchar(String(value));
    appender.endRow();
  }
  appender.closeSync();
  const isOpen =
    "i.source = 'ownership' AND i.list LIKE 'shell\\_%' ESCAPE '\\' AND i.valid_to IS NULL";
  const isSame = 'i.list = s.list AND i.value = s.value';
  await engine.run(
    `UPDATE indicator i SET valid_to = $1::DATE - 1 WHERE ${isOpen} AND i.valid_from < $1::DATE
     AND NOT EXISTS (FROM shell_sign s WHERE ${isSame})`,
    [on],
  );
  await engine.run(
    `INSERT INTO indicator BY NAME
     SELECT DISTINCT list, 'party' AS kind, value, severity, $1::DATE AS valid_from,
       'ownership' AS source
     FROM shell_sign s WHERE NOT EXISTS (FROM indicator i WHERE ${isOpen} AND ${isSame})`,
    [on],
  );
  await engine.run('DROP TABLE temp.shell_sign');
}
