import { join } from 'node:path';
import { type CommandContext, EXIT } from './context.js';
import { BANKS } from './exchange-cast.js';
import { type Cues, cutExample } from './exchange-demo-data.js';
import { type Stage, setStage } from './exchange-stage.js';
import { tellStory } from './exchange-story.js';
import { answer, shown, tell } from './say.js';

export interface ExchangeDemoFlags {
  readonly scale: number;
  /** Ends when the story is told, instead of leaving the nodes to be explored. */
  readonly end?: boolean;
}

/**
 * `puente exchange demo`: two US and two Mexican banks, an authority and a witness, each a process
 * of its own, play the story of the exchange over mutual TLS on this machine; then they stay.
 */
export async function exchangeDemoCommand(
  context: CommandContext,
  flags: ExchangeDemoFlags,
): Promise<number> {
  const { voice } = context;
  const root = join(context.data, 'exchange-demo');
  const stopped = context.stopped();
  const started = context.clock.now();
  tell(context, voice.say('exchange.demo.fictional'));
  const stage = await setStage(context, root);
  const halt = () => {
    for (const node of stage.nodes) node.process.stop();
  };
  context.on_stop.add(halt);
  try {
    tell(context, voice.say('exchange.demo.nodes', { nodes: stage.nodes.length }));
    for (const { node, names, url } of stage.nodes) {
      tell(context, `  ${node.padEnd(20)} ${url}  ${names[context.language]}`);
    }
    const cues = await load(context, stage, root, flags.scale);
    const steps = await tellStory({ context, stage, root, cues });
    const seconds = Math.round((context.clock.now() - started) / 1000);
    answer(context, { folder: root, steps, seconds }, [
      '',
      voice.say('exchange.demo.done', { seconds }),
    ]);
    if (flags.end || context.json) return EXIT.done;
    const folder = shown(context, stage.of('beno').folder);
    const example = `puente --data ${folder} exchange sessions --all`;
    tell(context, voice.say('exchange.demo.explore', { example }));
    await stopped;
    return EXIT.done;
  } finally {
    await stage.stop();
    context.on_stop.delete(halt);
  }
}

/** Each bank takes in the payments that it saw and runs its typologies on them. */
async function load(
  context: CommandContext,
  stage: Stage,
  root: string,
  scale: number,
): Promise<Cues> {
  const { voice } = context;
  const { files, cues } = await cutExample(context, root, BANKS, scale);
  await Promise.all(
    BANKS.map(async ({ key }) => {
      await stage.ask(key, ['ingest', ...(files.get(key) ?? [])]);
      const found = await stage.ask<{ alerts: readonly unknown[] }>(key, ['detect']);
      const said = { node: stage.of(key).node, alerts: found.alerts.length };
      tell(context, voice.say('exchange.demo.loaded', said));
    }),
  );
  return cues;
}
