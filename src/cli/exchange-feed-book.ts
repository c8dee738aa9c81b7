/** What indicators of a feed would have found on the institution's own payments. */
import { join } from 'node:path';
import { packageRoot } from '../base/index.js';
import type { CheckTypology, FeedPreview, OfferedItem } from '../exchange/index.js';
import type { Engine } from '../store/index.js';
import { checkTypology, loadCatalogue } from '../typology/index.js';

type Ask = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/** Where a value of each kind is looked for; what is not here has no payments to be seen in. */
const WHERE: Readonly<Record<string, string>> = {
  account: 'debtor_account = $value OR creditor_account = $value',
  institution: 'debtor_institution = $value OR creditor_institution = $value',
  country: 'debtor_country = $value OR creditor_country = $value',
  device: 'device_id = $value',
  place: 'place_id = $value',
  party: 'conductor_id = $value OR behalf_id = $value',
  name: `strip_accents(lower(debtor_name)) = $plain
    OR strip_accents(lower(creditor_name)) = $plain`,
  word: "contains(strip_accents(lower(coalesce(text, ''))), $plain)",
  wallet: "contains(lower(coalesce(text, '')), $plain)",
};

/** Counts own accounts, by item, that have a payment which the indicator names. */
export function feedBook(asking: Ask, institution: string) {
  const preview = (items: readonly OfferedItem[]): Promise<FeedPreview> =>
    asking(async (engine) => {
      const [all] = await engine.rows<{ readonly n: bigint }>(
        'SELECT count(DISTINCT id) AS n FROM account WHERE institution_id = ?',
        [institution],
      );
      const counts: Record<string, number> = {};
      for (const item of items) {
        if (item.type !== 'indicator') continue;
        counts[item.id] = await customersOf(engine, institution, item.indicator);
      }
      return { customers: Number(all?.n ?? 0), counts };
    });
  return {
    preview,
    usefulness: async (items: readonly OfferedItem[]) => (await preview(items)).counts,
  };
}

async function customersOf(
  engine: Engine,
  institution: string,
  { kind, value }: { readonly kind: string; readonly value: string },
): Promise<number> {
  const rule = WHERE[kind];
  if (rule === undefined) return 0;
  const plain = value.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const values: string[] = [];
  const where = rule.replaceAll(/\$(value|plain)/g, (_match, name: string) => {
    values.push(name === 'plain' ? plain : value);
    return '?';
  });
  const [row] = await engine.rows<{ readonly n: bigint }>(
    `SELECT count(DISTINCT id) AS n FROM (
       SELECT unnest([
         CASE WHEN debtor_institution = ? THEN debtor_account END,
         CASE WHEN creditor_institution = ? THEN creditor_account END
       ]) AS id FROM payment WHERE ${where}
     ) WHERE id IS NOT NULL`,
    [institution, institution, ...values],
  );
  return Number(row?.n ?? 0);
}

/** Holds a rule of a feed to the language, and tells whether the catalogue has one of its id. */
export function feedTypologies(currency: string): CheckTypology {
  let known: ReturnType<typeof loadCatalogue> | null = null;
  return (text, file) => {
    known ??= loadCatalogue(join(packageRoot(), 'typologies'), currency);
    const { faults, id } = checkTypology(text, file, {
      laws: Object.keys(known.laws),
      lists: Object.keys(known.lists),
      sources: known.sources,
      reporting_currency: currency,
    });
    return { faults, is_own: id !== null && known.files[id] !== undefined };
  };
}
