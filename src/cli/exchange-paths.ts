import { bundledPaths, holds, listPermits, type Permit } from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import { answer } from './say.js';
import { drawTable, wrap } from './table.js';

/**
 * `puente exchange paths`: who may tell whom what, what must be on file, and the questions of law
 * that stand open. The matrix is data; it settles nothing that the law leaves open.
 */
export async function pathsCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange paths', async ({ ledger, now, identity }) => {
    const { voice, language } = context;
    const paths = bundledPaths();
    const at_ms = await now();
    const permits = (await listPermits(ledger.db)).filter((permit) => holds(permit, at_ms));
    const rows = paths.paths.map(({ from, to, bases, needs }) => [
      `${from.country} ${voice.say(`exchange.role.${from.role}`)}`,
      `${to.country} ${voice.say(`exchange.role.${to.role}`)}`,
      bases.join(', '),
      needs.map((need) => voice.say(`exchange.permit.${need}`)).join(', '),
      isOurs(identity.card, from)
        ? missing(needs, permits, voice) || voice.say('exchange.paths.nothing')
        : voice.say('exchange.paths.theirs'),
    ]);
    const head = ['from', 'to', 'basis', 'needs', 'missing'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    const open = paths.bases.filter((basis) => basis.open !== null);
    answer(context, { ...paths, on_file: permits }, [
      ...drawTable(words, rows),
      '',
      voice.say('exchange.paths.rest'),
      ...open.flatMap((basis) => [
        '',
        voice.say('exchange.paths.open', { basis: basis.id }),
        ...wrap(basis.open?.[language] ?? '', context.width, '  '),
      ]),
    ]);
    return EXIT.done;
  });
}

function isOurs(
  card: { readonly country: string; readonly role: string },
  end: { readonly country: string; readonly role: string },
): boolean {
  return card.country === end.country && card.role === end.role;
}

function missing(
  needs: readonly string[],
  permits: readonly Permit[],
  voice: CommandContext['voice'],
): string {
  const lacking = needs.filter(
    (need) => need !== 'agreement' && !permits.some(({ kind }) => kind === need),
  );
  return lacking.map((need) => voice.say(`exchange.permit.${need}`)).join(', ');
}
