import { compareManifests, type Manifest } from '../typology/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { drawTable } from './table.js';

/** Says whether a repeated run gave what the earlier one gave, part by part. */
export function showReplay(context: CommandContext, before: Manifest, after: Manifest): number {
  const parts = compareManifests(before, after);
  const equal = parts.every((part) => part.equal);
  const { voice } = context;
  const rows = parts.map((part) => [
    voice.say(`cli.replay.${part.part}`),
    voice.say(part.equal ? 'cli.replay.equal' : 'cli.replay.differs'),
    part.before.slice(0, 16),
    part.after.slice(0, 16),
  ]);
  const head = ['', '', voice.say('cli.replay.before'), voice.say('cli.replay.after')];
  answer(context, { equal, parts, run: after.run_id }, [
    ...drawTable(head, rows),
    '',
    voice.say(equal ? 'cli.replay.proved' : 'cli.replay.broken'),
  ]);
  return equal ? EXIT.done : EXIT.refused;
}
