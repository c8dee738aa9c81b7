/** Where the money of a network's ends went next, on the terminal. */
import { showMoney } from '../base/index.js';
import { DAYS_ONWARD, type DossierOnward, type NetworkDossier } from '../model/index.js';
import type { CommandContext } from './context.js';
import { clip, wrap } from './table.js';

/** Accounts that are shown; `--json` has all. */
const ACCOUNTS_MAX = 6;
const NAME_WIDTH = 48;

/** None where no money of the network ends in an account. */
export function onwardLines(
  { voice, width }: CommandContext,
  { onward, members, currency }: NetworkDossier,
): string[] {
  const ends = members.some(({ in_minor, out_minor }) => in_minor > 0n && out_minor === 0n);
  const days = { days: DAYS_ONWARD };
  if (onward.length === 0)
    return ends ? wrap(voice.say('report.network.onward.none', days), width) : [];
  const money = (minor: bigint) => showMoney({ minor, currency });
  const names = new Map(members.map(({ account_id, name }) => [account_id, name]));
  const lines = ({
    account_id,
    in_minor,
    payments,
    value_minor,
    unvalued,
    to,
    others,
  }: DossierOnward) => [
    ...wrap(
      voice.say('report.network.onward.account', {
        who: names.get(account_id) ?? account_id,
        received: money(in_minor),
        paid: money(value_minor),
        payments,
      }),
      width,
      '  ',
    ),
    ...to.map(({ end, rail, payments: n, value_minor: minor }) => {
      const nobody = rail === 'cash' ? 'report.flows.cash' : 'report.evidence.none';
      const who = clip(end.name ?? end.account ?? voice.say(nobody), NAME_WIDTH);
      const how = rail === null || rail === 'cash' ? '' : `, ${voice.say(`report.rail.${rail}`)}`;
      const where = end.country === null ? '' : `, ${end.country}`;
      return `    ${money(minor)}  ${n} ×  ${who}${how}${where}`;
    }),
    ...(others > 0 ? [`    ${voice.say('report.network.onward.others', { n: others })}`] : []),
    ...(unvalued > 0
      ? [`    ${voice.say('report.network.onward.unvalued', { n: unvalued })}`]
      : []),
  ];
  return [
    ...wrap(voice.say('report.network.onward.lede', days), width),
    ...onward.slice(0, ACCOUNTS_MAX).flatMap(lines),
    ...(onward.length > ACCOUNTS_MAX ? ['  …'] : []),
  ];
}
