import { showMoney } from '../base/index.js';
import type { NetworkRecord } from '../model/index.js';
import type { ListedNetwork } from '../network/index.js';
import type { CommandContext } from './context.js';
import { drawTable } from './table.js';

/** Characters of an id that a person types; commands take any unique beginning. */
const ID_SHOWN = 8;

/** A line a network, best first. */
export function networkTable(
  { voice }: CommandContext,
  networks: readonly ListedNetwork[],
  currency: string,
): string[] {
  if (networks.length === 0) return [voice.say('network.find.none')];
  const head = [
    'rank',
    'id',
    'surprise',
    'accounts',
    'holders',
    'banks',
    'payments',
    'in',
    'kept',
    'from',
    'to',
    'shapes',
  ];
  const rows = networks.map((network) => [
    String(network.rank),
    network.id.slice(0, ID_SHOWN),
    (network.surprise / 1000).toFixed(1),
    String(network.accounts),
    String(network.holders),
    String(network.institutions),
    String(network.payments),
    money(network.in_minor, currency),
    money(network.kept_minor, currency),
    network.first_at.slice(0, 10),
    network.last_at.slice(0, 10),
    network.shapes
      .split(' ')
      .map((shape) => voice.say(`report.network.shape.${shape}`))
      .join(', '),
  ]);
  const titles = head.map((name) => voice.say(`network.find.head.${name}`, { currency }));
  return drawTable(titles, rows, [0, 2, 3, 4, 5, 6, 7, 8]);
}

/** As programs read it: surprise says its unit, and amounts are exact minor units. */
export function networkJson({ surprise, ...network }: NetworkRecord): object {
  return { ...network, surprise_millinats: surprise };
}

/** Without its currency, which stands in the head. */
function money(minor: bigint, currency: string): string {
  return showMoney({ minor, currency }).replace(/ [A-Z]+$/, '');
}
