/** Small investigations: real payments of typology cases and sample networks, with real alerts. */
import { join } from 'node:path';
import { createSpeaker, packageRoot, present, silentProgress } from '../src/base/index.js';
import type { Alert, NetworkDossier } from '../src/model/index.js';
import { findFlows, listNetworks, readDossier, writeNetworks } from '../src/network/index.js';
import { type Engine, openEngine } from '../src/store/index.js';
import {
  loadCase,
  loadCatalogue,
  makeAlerts,
  readCases,
  runTypologies,
  worldOf,
} from '../src/typology/index.js';
import { sampleRows, sampleStore } from './network-sample.js';

/** What evidence is gathered from. The engine is the caller's to close. */
export interface Investigation {
  readonly engine: Engine;
  readonly currency: string;
  readonly alerts: readonly Alert[];
  readonly networks: readonly NetworkDossier[];
  readonly protecting: ReadonlySet<string>;
}

/** The first case of a typology that it hits, run, with every finding made an alert. */
export async function caseInvestigation(id: string): Promise<Investigation> {
  const catalogue = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
  const typology = present(
    catalogue.typologies.find((each) => each.id === id),
    id,
  );
  const cases = present(readCases(present(catalogue.files[id], id).file).cases, 'cases');
  const hit = present(
    cases.cases.find(({ kind }) => kind === 'hit'),
    'a hit',
  );
  const engine = await openEngine({ path: ':memory:', threads: 1 });
  await loadCase(engine, worldOf(cases, hit));
  const request = { bucket_entries: 4_000_000, shared: true, keep_fired: false };
  const outcome = await runTypologies(
    engine,
    findFlows,
    { ...catalogue, ...request, typologies: [typology] },
    silentProgress,
  );
  await engine.run('USE bank');
  const { alerts } = makeAlerts(outcome.findings, {
    catalogue,
    precision: { [id]: { version: typology.version, right: 99, wrong: 1 } },
    subjects: outcome.subjects,
    networks: new Map(),
    reporting_currency: 'USD',
    voices: { en: createSpeaker('en'), es: createSpeaker('es') },
  });
  const protecting = new Set(typology.protects ? [id] : []);
  return { engine, currency: 'USD', alerts, networks: [], protecting };
}

/** The network of a rank among the invented ones: 1 bridges two countries, 2 has no rates. */
export async function networkInvestigation(rank: number): Promise<Investigation> {
  const engine = await sampleStore();
  await writeNetworks(engine, sampleRows());
  const { id } = present((await listNetworks(engine))[rank - 1], 'network');
  const networks = [present(await readDossier(engine, id), 'dossier')];
  return { engine, currency: 'USD', alerts: [], networks, protecting: new Set() };
}
