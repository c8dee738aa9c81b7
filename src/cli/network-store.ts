import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Bilingual, Fault } from '../base/index.js';
import type {
  DossierListing,
  DossierMember,
  Finding,
  NetworkDossier,
  NetworkRecord,
} from '../model/index.js';
import {
  type FindingMark,
  listNetworks,
  readDossiers,
  typologiesTouching,
} from '../network/index.js';
import type { ReportInput } from '../report/index.js';
import { readHits } from '../screening/index.js';
import type { Engine, Folder } from '../store/index.js';
import { loadTypologies } from './catalogue.js';
import type { CommandContext } from './context.js';
import { findRun } from './run-folder.js';
import { withLedger } from './store.js';

/** Networks that a sentence about an unclear id names. */
const NAMED_MAX = 5;

/** The network that a user means: by its rank, its id, or a beginning that only one id has. */
export function networkMeant(networks: readonly NetworkRecord[], asked: string): NetworkRecord {
  const ranked = /^\d{1,6}$/.test(asked)
    ? networks.find(({ rank }) => rank === Number(asked))
    : undefined;
  if (ranked) return ranked;
  const begun = networks.filter(({ id }) => id.startsWith(asked.toLowerCase()));
  const [only] = begun;
  if (only && begun.length === 1) return only;
  const ids = begun.slice(0, NAMED_MAX).map(({ id }) => id.slice(0, asked.length + 4));
  if (only) throw new Fault('cli.network.ambiguous', { id: asked, ids: ids.join(', ') });
  throw new Fault('cli.network.unknown', { id: asked, n: networks.length });
}

/** Dossiers, best first, with what the latest detection of the folder found on each. */
export async function* completeDossiers(
  context: CommandContext,
  folder: Folder,
  engine: Engine,
  ids: readonly string[],
): AsyncGenerator<NetworkDossier> {
  const findings = await lastFindings(folder);
  const hits = await openHits(context, folder);
  let touching: ReturnType<typeof typologiesTouching> | null = null;
  let victims: ReadonlySet<string> = new Set();
  for await (const dossier of readDossiers(engine, ids)) {
    if (touching === null) {
      const { titles, protecting } = rulesOf(context, findings, dossier.currency);
      touching = typologiesTouching(findings, titles);
      const named = findings.filter(({ typology }) => protecting.has(typology));
      victims = new Set(named.map(({ subject }) => `${subject.kind}:${subject.id}`));
    }
    const members = dossier.members.map((member) => protectedMember(member, victims));
    const parties = new Set(members.map(({ party_id }) => `party:${party_id}`));
    const open = hits.filter(({ subject }) => parties.has(`party:${subject.id}`));
    const listings = [...dossier.listings, ...open];
    yield { ...dossier, members, listings, typologies: touching(dossier) };
  }
}

/** Whom a rule names in order to protect is no launderer, unless the network gathers there. */
function protectedMember(member: DossierMember, victims: ReadonlySet<string>): DossierMember {
  const { account_id, party_id, role } = member;
  const isNamed = victims.has(`account:${account_id}`) || victims.has(`party:${party_id}`);
  return isNamed && USED_ROLES.has(role) ? { ...member, role: 'possible_victim' } : member;
}

const USED_ROLES: ReadonlySet<DossierMember['role']> = new Set([
  'payer',
  'source',
  'carrier',
  'layerer',
]);

/** What screening found on parties of the store and nobody settled; none without a list. */
async function openHits(context: CommandContext, folder: Folder): Promise<DossierListing[]> {
  if (!existsSync(folder.paths.lists) || readdirSync(folder.paths.lists).length === 0) return [];
  const hits = await withLedger(context, folder, (ledger) => readHits(ledger, {}));
  return hits.flatMap(({ customer_key, list, entry_id, listed_name, delisted_on, standing }) => {
    if (standing.state !== 'open' && standing.state !== 'reopened') return [];
    const party = /^party:(.*)$/s.exec(customer_key)?.[1];
    if (party === undefined) return [];
    const subject = { kind: 'party', id: party } as const;
    const unknown = { program: null, listed_on: null };
    return [{ ...unknown, list, entry_id, name: listed_name, subject, delisted_on, is_open: true }];
  });
}

/** Networks that the report of a run draws. */
const REPORTED = 3;

/** The best networks of the store for the report of a run; nothing where there is none. */
export async function reportNetworks(
  context: CommandContext,
  folder: Folder,
  engine: Engine,
): Promise<Pick<ReportInput, 'networks'>> {
  const known = await listNetworks(engine);
  if (known.length === 0) return {};
  const dossiers: NetworkDossier[] = [];
  const ids = known.slice(0, REPORTED).map(({ id }) => id);
  for await (const dossier of completeDossiers(context, folder, engine, ids))
    dossiers.push(dossier);
  return { networks: { total: known.length, dossiers } };
}

/** Of each finding what tells whom it touches; none where nothing was detected yet. */
async function lastFindings(folder: Folder): Promise<FindingMark[]> {
  if (!existsSync(join(folder.paths.runs, 'latest'))) return [];
  const file = join(findRun(folder, undefined), 'findings.jsonl');
  if (!existsSync(file)) return [];
  const marks: FindingMark[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line === '') continue;
    const { typology, version, subject, severity, evidence } = JSON.parse(line) as Finding;
    marks.push({ typology, version, subject, severity, evidence });
  }
  return marks;
}

/** Of the rules that come with the program; rules of the user's own show by their id. */
function rulesOf(
  context: CommandContext,
  findings: readonly FindingMark[],
  currency: string,
): { readonly titles: Map<string, Bilingual>; readonly protecting: Set<string> } {
  if (findings.length === 0) return { titles: new Map(), protecting: new Set() };
  const { typologies } = loadTypologies(context, undefined, currency);
  const protecting = typologies.filter(({ protects }) => protects);
  return {
    titles: new Map(typologies.map(({ id, text }) => [id, text.title])),
    protecting: new Set(protecting.map(({ id }) => id)),
  };
}
