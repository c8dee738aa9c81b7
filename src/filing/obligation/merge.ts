import { canonicalJson } from '../../store/index.js';
import type { FiledParty, Filing } from '../filing.js';

export interface MergedFiling {
  readonly body: Filing;
  /** Parts that people had filled in, and that stay. */
  readonly kept: readonly string[];
  /** Parts that people had filled in, and that are as drafted anew: look at them again. */
  readonly replaced: readonly string[];
}

/** What only payments tell: a person's edit of it does not outlive new payments. */
const COUNTED = new Set(['operations', 'activity', 'period', 'form']);

/** Joins a new draft with what people made of the one before. */
export function mergeFiling(before: Filing, edited: Filing, fresh: Filing): MergedFiling {
  const body: Record<string, unknown> = {};
  const kept: string[] = [];
  const replaced: string[] = [];
  const names = new Set([...Object.keys(edited), ...Object.keys(fresh)]) as Set<keyof Filing>;
  for (const name of [...names].sort()) {
    const isEdited = !isSame(edited[name], before[name]);
    const parties = isEdited && name === 'parties' ? mergeParties(before, edited, fresh) : null;
    const stays = isEdited && name !== 'parties' && !COUNTED.has(name);
    const value = parties ?? (stays ? edited[name] : fresh[name]);
    if (value !== undefined) body[name] = value;
    if (isEdited && !isSame(edited[name], fresh[name]))
      (parties !== null || stays ? kept : replaced).push(name);
  }
  return { body: body as Filing, kept, replaced };
}

/** Each party as people completed it, with the cash and accounts of the new draft. */
function mergeParties(before: Filing, edited: Filing, fresh: Filing): FiledParty[] | null {
  const old = before.parties ?? [];
  const own = edited.parties ?? [];
  if (old.length !== own.length) return null;
  return (fresh.parties ?? []).map((party) => {
    const at = old.findIndex((each) => isSame(whoIs(each), whoIs(party)));
    const completed = at < 0 ? undefined : own[at];
    if (completed === undefined) return party;
    const { cash_in: _in, cash_out: _out, accounts: _accounts, ...rest } = completed;
    const { role, cash_in, cash_out, accounts } = party;
    return {
      ...rest,
      role,
      ...(cash_in === undefined ? {} : { cash_in }),
      ...(cash_out === undefined ? {} : { cash_out }),
      ...(accounts === undefined ? {} : { accounts }),
    };
  });
}

function whoIs({ role: _role, cash_in: _in, cash_out: _out, accounts: _a, ...who }: FiledParty) {
  return who;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
