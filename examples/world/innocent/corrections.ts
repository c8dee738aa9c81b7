import { DAY_MS } from '../calendar.js';
import type { Row } from '../cast.js';
import type { Behaviour, Setup } from '../setup.js';

/**
 * People change work, firms change trade and owner, accounts close during the year; some changes
 * are learnt weeks after they happened. Both moments are kept: a back-test knows what was known.
 */
export const corrections =
  (start_ms: number): Behaviour =>
  (setup) => {
    const { cast, draw } = setup;
    for (const holder of drawn(setup, 'salaried', 0.012)) {
      const occupation = draw.pick(['self_employed', 'unemployed', 'executive', 'retired']);
      cast.parties.push({ ...cast.parties[holder.party_row], occupation, ...moments() });
    }
    for (const holder of drawn(setup, 'merchant', 0.05)) {
      const sector = draw.pick(['wholesale', 'food', 'import_export', 'general_trading']);
      cast.parties.push({ ...cast.parties[holder.party_row], sector, ...moments() });
    }
    for (const holder of drawn(setup, 'merchant', 0.04)) {
      const owner_id = draw.pick(cast.role('owner')).party_id;
      const shares = { owner_id, kind: 'shares', share_ppm: 1_000_000, share: '[1,1]' };
      const since = moments();
      const before = cast.interests.findLastIndex((row) => row.subject_id === holder.party_id);
      cast.interests[before] = { ...cast.interests[before], valid_until: since.valid_from };
      cast.interests.push({ subject_id: holder.party_id, ...shares, ...since });
    }
    const rows = new Map(cast.accounts.map((row) => [row.id, row]));
    for (const holder of drawn(setup, 'sleeper', 0.03)) {
      const when = moments();
      const closed_on = when.valid_from.slice(0, 10);
      cast.accounts.push({ ...rows.get(holder.account_id), closed_on, ...when });
    }
    return () => {};

    function moments(): Row & { readonly valid_from: string } {
      const valid = start_ms + draw.integer(20, 330) * DAY_MS;
      const known = valid + (draw.chance(0.4) ? draw.integer(7, 90) * DAY_MS : 0);
      const iso = (ms: number) => new Date(ms).toISOString();
      return { valid_from: iso(valid), known_from: iso(known) };
    }
  };

function drawn({ cast, draw }: Setup, role: string, share: number) {
  return cast.role(role).filter(() => draw.chance(share));
}
