import { type KeptHit, readHits } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { reasonLines } from './reasons.js';
import { answer } from './say.js';
import { withScreening } from './screening-store.js';
import { clip, drawTable } from './table.js';

export interface HitsFlags {
  readonly all?: boolean;
  readonly list?: string;
  readonly customer?: string;
}

/** `puente hits list`: what screening found and nobody settled, highest score first. */
export async function hitsCommand(context: CommandContext, flags: HitsFlags): Promise<number> {
  return withScreening(context, 'hits list', async ({ ledger }) => {
    const hits = await readHits(ledger, {
      ...(flags.all === true ? { all: true } : {}),
      ...(flags.list === undefined ? {} : { list: flags.list }),
      ...(flags.customer === undefined ? {} : { customer_key: flags.customer }),
    });
    const { voice } = context;
    const heads = ['score', 'customer', 'name', 'listed', 'entry', 'state'];
    const rows = hits.map((hit) => [
      hit.score.toFixed(3),
      clip(hit.customer_key, 24),
      clip(hit.customer_name, 28),
      clip(hit.listed_name, 28),
      `${hit.list}/${hit.entry_id}`,
      stateOf(context, hit),
    ]);
    const lines =
      hits.length === 0
        ? [voice.say('cli.hits.none')]
        : drawTable(
            heads.map((name) => voice.say(`cli.hits.head.${name}`)),
            rows,
            [0],
          );
    // One customer is looked at closely: why each of its hits is one.
    const why = flags.customer === undefined ? [] : hits.flatMap((hit) => whyLines(context, hit));
    answer(context, { hits }, [...lines, ...why]);
    return EXIT.done;
  });
}

function stateOf({ voice }: CommandContext, hit: KeptHit): string {
  const state = voice.say(`cli.hits.state.${hit.standing.state}`);
  const gone = hit.gone_at === null ? '' : `, ${voice.say('cli.hits.gone')}`;
  const day = hit.delisted_on;
  const off = day === null ? '' : `, ${voice.say('cli.hits.delisted', { day })}`;
  return `${state}${gone}${off}`;
}

function whyLines(context: CommandContext, hit: KeptHit): string[] {
  return [
    '',
    `${hit.list}/${hit.entry_id}  ${hit.listed_name}  ${hit.score.toFixed(3)}`,
    ...reasonLines(context, hit.reasons, '  '),
  ];
}
