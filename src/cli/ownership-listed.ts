import type { BlockedPerson } from '../ownership/index.js';
import type { KeptHit } from '../screening/index.js';
import type { Links } from './ownership-links.js';
import type { ListRule } from './ownership-rules.js';

/** Holders that are on a list, for sure or perhaps. */
export interface ListedHolders {
  /** Confirmed by a person, or found by a number or wallet of one holder. */
  readonly certain: readonly BlockedPerson[];
  /** Found by name and the like; nobody has settled whether they are the listed ones. */
  readonly unsettled: readonly BlockedPerson[];
}

/** What the hits on a rule's lists say of holders: of themselves, or of the party that they are. */
export function listedHolders(
  hits: readonly KeptHit[],
  { lists }: ListRule,
  links: Links,
): ListedHolders {
  const certain = new Map<string, BlockedPerson>();
  const unsettled = new Map<string, BlockedPerson>();
  const refused = new Set<string>();
  for (const hit of hits) {
    if (!lists.includes(hit.list)) continue;
    const entry = `${hit.list}/${hit.entry_id}`;
    for (const holder of holdersOf(hit, links)) {
      const pair = `${holder}\n${entry}`;
      const span = { from: hit.listed_on, until: hit.delisted_on };
      const program = hit.programs.join(', ') || null;
      if (hit.standing.state === 'different') refused.add(pair);
      else if (isGone(hit)) continue;
      else if (hit.standing.state === 'same' || hit.exact !== null)
        certain.set(pair, { holder, list: entry, program, ...span });
      else {
        // The score stands with the entry, so that who reads the proof sees how sure it is.
        const list = `${entry} (${hit.score.toFixed(3)})`;
        unsettled.set(pair, { holder, list, program: null, ...span });
      }
    }
  }
  for (const pair of [...certain.keys(), ...refused]) unsettled.delete(pair);
  return { certain: [...certain.values()], unsettled: [...unsettled.values()] };
}

/** The customer key under which a holder is screened. */
export function holderKey(id: string): string {
  return `holder:${id}`;
}

function holdersOf({ customer_key }: KeptHit, links: Links): readonly string[] {
  const colon = customer_key.indexOf(':');
  const id = customer_key.slice(colon + 1);
  if (customer_key === holderKey(id)) return [id];
  return customer_key.startsWith('party:') ? links.holdersOf(id) : [];
}

/** Not found any more: its data changed. What was taken off a list was on it until then. */
function isGone({ gone_at, delisted_on, standing }: KeptHit): boolean {
  return gone_at !== null && delisted_on === null && standing.state !== 'same';
}
