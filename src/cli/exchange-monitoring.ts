/** The institution's own payments and detection, as joint monitoring asks its store for them. */
import { present } from '../base/index.js';
import type { MonitoringBook, OwnEvidence } from '../exchange/index.js';
import { readSlice, weighHeld } from '../network/index.js';
import { type Engine, type Ledger, listAlerts } from '../store/index.js';

/** Weakest evidence that any policy takes, of a first contribution or of an answer. */
const HOP_NATS_MIN = -2;
const STAR_NATS_MIN = 3;
/** Alerts that are read for accounts with findings of two families, best first. */
const ALERTS_MAX = 5_000;

/**
 * What it saw is weighed once for each epoch: what comes in later would change what was told. The
 * payments' own facts (ends, amount, day) tell both ends of a payment that it is the same.
 */
export function storeMonitoring(
  asking: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>,
  ledger: Ledger,
  institution: string,
): MonitoringBook {
  let last: { readonly key: string; readonly evidence: OwnEvidence } | null = null;
  return async (epoch, work) => {
    const listed = await accountsOfTwoFamilies(ledger);
    return asking(async (engine) => {
      const key = JSON.stringify(epoch);
      if (last?.key !== key) last = { key, evidence: await weigh(engine, institution, epoch) };
      return work({ engine, institution, evidence: last.evidence, listed });
    });
  };
}

async function weigh(
  engine: Engine,
  institution: string,
  window: { readonly from_ms: number; readonly to_ms: number },
): Promise<OwnEvidence> {
  const slice = await readSlice(engine, window, {
    name: 'monitoring',
    institutions: [institution],
    coded: ['debtor_institution', 'creditor_institution'],
  });
  const { graph } = slice;
  const held = new Uint8Array(graph.accounts);
  for (const [end, nodes] of [
    ['debtor_institution', graph.debtor],
    ['creditor_institution', graph.creditor],
  ] as const) {
    const { codes, values } = present(slice.coded.get(end), end);
    const own = values.indexOf(institution);
    nodes.forEach((node, payment) => {
      if (node >= 0 && codes[payment] === own) held[node] = 1;
    });
  }
  const limits = { held, hop_nats_min: HOP_NATS_MIN, star_nats_min: STAR_NATS_MIN };
  const evidence = weighHeld(graph, limits);
  await slice.forget();
  return evidence;
}

async function accountsOfTwoFamilies(ledger: Ledger): Promise<ReadonlySet<string>> {
  const families = new Map<string, Set<string>>();
  for (const { body } of await listAlerts(ledger, { limit: ALERTS_MAX })) {
    const { subject, family } = body.finding;
    if (subject.kind !== 'account') continue;
    families.set(subject.id, (families.get(subject.id) ?? new Set()).add(family));
  }
  return new Set([...families].filter(([, own]) => own.size > 1).map(([account]) => account));
}
