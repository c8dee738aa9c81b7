/**
 * OpenMined's psi.js, the intersection that others take, fetched from the npm registry for this
 * measurement alone: its install script downloads a compiler, so it is no dependency of ours.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const RIVAL = '@openmined/psi.js';
const VERSION = '2.0.6';

/** Chance of one false element among all, as its own benchmarks have it. */
const FALSE_POSITIVES = 1e-6;

/** What one run cost: CPU seconds of each party, bytes on the wire. */
export interface Cost {
  readonly asker_s: number;
  readonly holder_s: number;
  readonly bytes: number;
}

/** What psi.js costs for two sets (its smallest encoding, GCS), or why it could not be run. */
export async function rivalIntersection(
  asker: readonly string[],
  holder: readonly string[],
): Promise<Cost | string> {
  const loaded = await loadRival();
  if (typeof loaded === 'string') return loaded;
  const server = loaded.server.createWithNewKey(true);
  const client = loaded.client.createWithNewKey(true);
  const [setup_s, setup] = spent(() =>
    server.createSetupMessage(FALSE_POSITIVES, asker.length, holder, loaded.dataStructure.GCS),
  );
  const [request_s, request] = spent(() => client.createRequest(asker));
  const [response_s, response] = spent(() => server.processRequest(request));
  const [open_s] = spent(() => client.getIntersection(setup, response));
  const sent = [setup, request, response].map((message) => message.serializeBinary().length);
  const bytes = sent.reduce((sum, length) => sum + length, 0);
  return { asker_s: request_s + open_s, holder_s: setup_s + response_s, bytes };
}

interface Message {
  serializeBinary(): Uint8Array;
}

interface Rival {
  readonly dataStructure: { readonly GCS: unknown };
  readonly server: {
    createWithNewKey(reveal: boolean): {
      createSetupMessage(
        fpr: number,
        asked: number,
        own: readonly string[],
        structure: unknown,
      ): Message;
      processRequest(request: Message): Message;
    };
  };
  readonly client: {
    createWithNewKey(reveal: boolean): {
      createRequest(own: readonly string[]): Message;
      getIntersection(setup: Message, response: Message): unknown;
    };
  };
}

async function loadRival(): Promise<Rival | string> {
  const folder = join(tmpdir(), `puente-bench-psi-${VERSION}`);
  if (!existsSync(join(folder, 'node_modules', RIVAL))) {
    await mkdir(folder, { recursive: true });
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
    try {
      await promisify(execFile)('npm', ['install', ...options, `${RIVAL}@${VERSION}`]);
    } catch {
      return 'npm cannot fetch it here';
    }
  }
  const open = createRequire(join(folder, 'index.js'))(RIVAL) as () => Promise<Rival>;
  return open();
}

function spent<T>(step: () => T): [number, T] {
  const before = process.cpuUsage();
  const value = step();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1e6, value];
}
