import { type Holder, placeId } from '../cast.js';
import type { City } from '../cities.js';
import { roundTo } from '../draw.js';
import type { Stage } from '../stage.js';

/** Cash handed in at a branch or machine of some city, by the holder or by somebody else. */
export function cashIn(
  stage: Stage,
  to: Holder,
  day: number,
  minor: number,
  how: { readonly city?: City; readonly by?: Holder; readonly atm?: boolean } = {},
): void {
  const channel = how.atm ? 'atm' : 'branch';
  const hour = how.atm ? stage.draw.between(7, 22) : stage.draw.between(9, 16);
  const place = placeId(how.city ?? to.city, channel, to.institution_id);
  stage.pay(null, to, day, hour, roundTo(minor, 20_00), {
    rail: 'cash',
    channel,
    place,
    conductor: how.by?.party_id ?? to.party_id,
  });
}

/** Notes leave at the counter of the account's own branch. */
export function cashOut(stage: Stage, from: Holder, day: number, minor: number): void {
  const act = { rail: 'cash', channel: 'branch' } as const;
  stage.pay(from, null, day, stage.draw.between(10, 16), roundTo(minor, 100_00), act);
}

/** Whole hundreds, unless the launderers take care that amounts look like invoices. */
export function tidy(minor: number, unround: boolean): number {
  return unround ? Math.round(minor) : roundTo(minor, 100_00);
}

/** What is left after a fee in tenths of a percent. */
export function less(minor: number, fee_permille: number): number {
  return Math.round((minor * (1000 - fee_permille)) / 1000);
}
