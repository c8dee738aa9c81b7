/**
 * What the codes of the register's natures of control say: `ownership-of-shares-25-to-50-percent`,
 * `voting-rights-75-to-100-percent-as-trust`. Bands as in schedule 1A of the Companies Act 2006:
 * more than 25 up to 50, more than 50 to less than 75, 75 or more.
 */
import { ratio } from '../ratio.js';
import type { Interest, InterestKind, Share } from '../statement.js';

/** `as`: held in a trust, a firm … */
export type Nature = Pick<Interest, 'kind' | 'share' | 'directness'> & {
  readonly is_known: boolean;
  readonly as: string | null;
};

export function natureOfControl(code: string): Nature {
  const found = RIGHTS.find(([start]) => code.startsWith(start));
  const band = BANDS.find(([text]) => code.includes(text));
  const as =
    /-as-(trust|firm|control-over-trust|control-over-firm|nominee)/.exec(code)?.[1] ?? null;
  return {
    kind: found?.[1] ?? 'unknown',
    share: band?.[1] ?? null,
    // The law counts what is held directly and indirectly alike.
    directness: 'unknown',
    is_known: found !== undefined,
    as,
  };
}

const RIGHTS: readonly (readonly [string, InterestKind])[] = [
  ['ownership-of-shares', 'shares'],
  // What stands for shares in a partnership.
  ['right-to-share-surplus-assets', 'shares'],
  ['part-right-to-share-surplus-assets', 'shares'],
  ['voting-rights', 'votes'],
  ['right-to-appoint-and-remove', 'appointment'],
  ['significant-influence-or-control', 'other_control'],
];

const percent = (number: bigint) => ratio(number, 100n);

const BANDS: readonly (readonly [string, Share])[] = [
  ['25-to-50-percent', { least: percent(25n), most: percent(50n), above: true, below: false }],
  ['50-to-75-percent', { least: percent(50n), most: percent(75n), above: true, below: true }],
  ['75-to-100-percent', { least: percent(75n), most: percent(100n), above: false, below: false }],
  ['more-than-25-percent', { least: percent(25n), most: percent(100n), above: true, below: false }],
];
