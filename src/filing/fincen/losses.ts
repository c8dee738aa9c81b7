import type { Filing } from '../filing.js';
import type { Loss } from '../format.js';

/** What a filing said and its file does not, each value by itself. Evidence is never filed. */
export function lossesBetween(filing: Filing, filed: Filing): readonly Loss[] {
  const { evidence: _kept, ...said } = filing;
  const losses: Loss[] = [];
  compare(said, filed, '', losses);
  return losses;
}

function compare(said: unknown, filed: unknown, path: string, losses: Loss[]): void {
  if (said === undefined || said === filed) return;
  if (Array.isArray(said)) {
    const others: readonly unknown[] = Array.isArray(filed) ? filed : [];
    for (const [index, each] of said.entries()) {
      compare(each, others[index], `${path}[${index}]`, losses);
    }
    return;
  }
  if (typeof said === 'object' && said !== null) {
    const others = (typeof filed === 'object' && filed !== null ? filed : {}) as Readonly<
      Record<string, unknown>
    >;
    for (const [key, value] of Object.entries(said)) {
      if (key === 'payments') continue;
      compare(value, others[key], path === '' ? key : `${path}.${key}`, losses);
    }
    return;
  }
  const to = typeof filed === 'string' ? filed : '';
  const kind = to === '' ? 'dropped' : 'transliterated';
  losses.push({ path, kind, from: String(said), to });
}
