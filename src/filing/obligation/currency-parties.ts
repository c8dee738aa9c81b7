/** The persons of a currency transaction report. */
import type { FiledAccount, FiledParty } from '../filing.js';
import type { PartyRole } from '../words.js';
import { filedUsd, type Gap } from './draft.js';
import type { Operation } from './operation.js';
import { filedPartyOf, type KnownParty, WANTED_US } from './people.js';

/** Every person of the payments once, over the threshold or not, with the cash that is theirs. */
export function partiesOf(
  operations: readonly Operation[],
  people: ReadonlyMap<string, KnownParty>,
) {
  const ids = new Set(operations.flatMap((each) => personsOf(each)));
  const gaps: Gap[] = [];
  const parties: FiledParty[] = [];
  for (const id of ids) {
    const own = operations.filter((each) => personsOf(each).includes(id));
    const role = roleOf(id, own);
    const filed = filedPartyOf(people.get(id), role, WANTED_US, parties.length);
    const cash_in = cashOf(own, 'in');
    const cash_out = cashOf(own, 'out');
    const accounts = accountsOf(own.filter(({ holder }) => holder === id));
    parties.push({
      ...filed.party,
      ...(accounts.length > 0 ? { accounts } : {}),
      ...(cash_in > 0n ? { cash_in: filedUsd(cash_in) } : {}),
      ...(cash_out > 0n ? { cash_out: filedUsd(cash_out) } : {}),
    });
    gaps.push(...filed.gaps);
  }
  if (operations.some(({ conductor }) => conductor === null))
    gaps.push({ path: 'parties', kind: 'conductor' });
  if (operations.some(({ holder, account }) => holder === null && account !== null))
    gaps.push({ path: 'parties', kind: 'account' });
  return { parties, gaps };
}

function personsOf({ conductor, behalf, holder }: Operation): string[] {
  return [...new Set([conductor, behalf, holder])].filter((id) => id !== null);
}

function roleOf(id: string, own: readonly Operation[]): PartyRole {
  const conducted = own.filter(({ conductor }) => conductor === id);
  if (conducted.length === 0) return 'on_behalf_of';
  if (conducted.every(({ channel }) => channel === 'armored_car')) return 'courier';
  const forSelf = conducted.every(
    ({ holder, behalf }) => (behalf ?? holder ?? id) === id || holder === id,
  );
  return forSelf ? 'conductor' : 'conductor_for_other';
}

function accountsOf(own: readonly Operation[]): FiledAccount[] {
  const seen = new Map<string, FiledAccount>();
  for (const { account, direction } of own) {
    if (account === null) continue;
    const role = direction === 'in' ? 'cash_in' : 'cash_out';
    seen.set(`${account} ${role}`, { number: account, role });
  }
  return [...seen.values()];
}

/** US cents that came in or went out. */
export function cashOf(operations: readonly Operation[], direction: 'in' | 'out'): bigint {
  return operations
    .filter((each) => each.direction === direction)
    .reduce((total, { usd_minor }) => total + (usd_minor ?? 0n), 0n);
}
