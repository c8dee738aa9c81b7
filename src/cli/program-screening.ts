import type { Builder } from './builder.js';
import { addHits } from './program-hits.js';
import { addLists } from './program-lists.js';
import type { ScreenFlags } from './screen.js';
import { filled, ids, share, whole } from './usage.js';

/** The grammar of the commands about lists, screening and hits. */
export function addScreening(builder: Builder): void {
  addLists(builder);
  addScreen(builder);
  addHits(builder);
}

function addScreen({ program, choose, help, add }: Builder): void {
  add(program, 'screen [file]', 'screen')
    .option('--delta', help('screen_delta'))
    .option('--name <name>', help('screen_name'), filled)
    .option('--kind <kind>', help('screen_kind'), filled)
    .option('--born <date>', help('screen_born'), filled)
    .option('--country <country>', help('screen_country'), filled)
    .option('--number <number>', help('screen_number'), filled)
    .option('--address <address>', help('screen_address'), filled)
    .option('--wallet <address>', help('screen_wallet'), filled)
    .option('--list <ids...>', help('screen_list'), ids)
    .option('--map <file>', help('list_map'), filled)
    .option('--threshold <number>', help('screen_threshold'), share)
    .option('--limit <number>', help('screen_limit'), whole)
    .option('-o, --output <file>', help('screen_output'), filled)
    .option('--confidential-outside', help('screen_outside'))
    .action((file: string | undefined, flags: ScreenFlags & { readonly delta?: boolean }) =>
      choose('data', async (c) =>
        flags.delta === true
          ? (await import('./screen-delta.js')).deltaCommand(c, file, flags)
          : (await import('./screen.js')).screenCommand(c, file, flags),
      ),
    );
}
