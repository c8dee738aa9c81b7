/** Nodes of the demo: each its own process, data folder, keys and port. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, present } from '../base/index.js';
import { createAuthority } from '../exchange/index.js';
import { askOwner } from '../store/index.js';
import type { CommandContext, ProcessBeside } from './context.js';
import { PLAYERS, type Player, STAFF } from './exchange-cast.js';

export interface StagedNode extends Player {
  readonly folder: string;
  readonly url: string;
  readonly process: ProcessBeside;
}

export interface Stage {
  readonly nodes: readonly StagedNode[];
  of(key: Player['key']): StagedNode;
  /** Runs a command in a node's process and returns what it says as JSON. */
  ask<T = Record<string, unknown>>(key: Player['key'], argv: readonly string[]): Promise<T>;
  /** The same for a command that must be refused: the code of its fault. */
  refused(key: Player['key'], argv: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const AUTHORITY_DAYS = 30;
const READY_MS_MAX = 300_000;

/** Makes the nodes anew in a folder, starts them, and has each know the others and its officers. */
export async function setStage(context: CommandContext, root: string): Promise<Stage> {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const ca = join(root, 'ca');
  const name = { name: 'Demo authority', valid_days: AUTHORITY_DAYS };
  createAuthority(ca, name, context.clock, context.random);
  const nodes: StagedNode[] = [];
  try {
    const ports = await freePorts(PLAYERS.length);
    await Promise.all(
      PLAYERS.map(async (player, index) => {
        const folder = join(root, player.key);
        const url = `https://127.0.0.1:${present(ports[index], 'a port')}`;
        nodes.push({
          ...player,
          folder,
          url,
          process: await startNode(context, player, { folder, url, ca }),
        });
      }),
    );
    nodes.sort((a, b) => order(a.key) - order(b.key));
    const stage = stageOf(nodes);
    await Promise.all(nodes.map((node) => staff(stage, node)));
    await introduce(stage, root);
    return stage;
  } catch (error) {
    for (const node of nodes) node.process.stop();
    throw error;
  }
}

const order = (key: string) => PLAYERS.findIndex((player) => player.key === key);

async function startNode(
  context: CommandContext,
  player: Player,
  place: { readonly folder: string; readonly url: string; readonly ca: string },
): Promise<ProcessBeside> {
  const { folder, url, ca } = place;
  const who = ['--node', player.node, '--role', player.role, '--url', url];
  const names = ['--name', player.names.en, '--name-es', player.names.es];
  const init = ['--data', folder, 'exchange', 'init', ...who, ...names, '--ca', ca];
  const made = context.startProcess(init);
  if ((await made.ended) !== 0) throw new Fault('exchange.demo.node', { reason: made.text() });
  const running = context.startProcess(['--data', folder, '--json', 'exchange', 'serve']);
  let ended = false;
  void running.ended.then(() => {
    ended = true;
  });
  const until = context.clock.now() + READY_MS_MAX;
  while (!running.text().includes('"node"')) {
    if (ended || context.clock.now() > until) {
      running.stop();
      throw new Fault('exchange.demo.node', { reason: running.text() });
    }
    await sleep(50);
  }
  return running;
}

function stageOf(nodes: readonly StagedNode[]): Stage {
  const of = (key: Player['key']) =>
    present(
      nodes.find((node) => node.key === key),
      key,
    );
  const run = async (key: Player['key'], argv: readonly string[]) => {
    let out = '';
    const write = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
    };
    const exit = await askOwner(
      of(key).folder,
      ['--data', of(key).folder, '--json', ...argv],
      write,
    );
    return { exit, json: out === '' ? null : (JSON.parse(out) as Record<string, unknown>) };
  };
  return {
    nodes,
    of,
    async ask<T>(key: Player['key'], argv: readonly string[]) {
      const { exit, json } = await run(key, argv);
      if (exit !== 0) {
        throw new Fault('exchange.demo.step', {
          node: key,
          command: argv.join(' '),
          reason: JSON.stringify(json),
        });
      }
      return json as T;
    },
    async refused(key, argv) {
      const { json } = await run(key, argv);
      const faults = (json?.faults ?? []) as readonly { readonly code?: string }[];
      return faults[0]?.code ?? JSON.stringify(json);
    },
    async stop() {
      for (const node of nodes) node.process.stop();
      await Promise.all(nodes.map((node) => node.process.ended));
    },
  };
}

async function staff(stage: Stage, node: StagedNode): Promise<void> {
  const add = (id: string, name: string, role: string) =>
    stage.ask(node.key, [
      ...['exchange', 'officers', 'add', id, '--name', name, '--role', role],
      ...(id === 'admin' ? [] : ['--as', 'admin']),
    ]);
  await add('admin', 'Administrator', 'administrator');
  for (const { id, name, role } of STAFF) await add(id, name, role);
}

/** Every node pins every other's card, whose fingerprint the other's officer reads out. */
async function introduce(stage: Stage, root: string): Promise<void> {
  const cards = new Map<string, { readonly file: string; readonly fingerprint: string }>();
  for (const { key } of stage.nodes) {
    const file = join(root, `${key}.card.json`);
    const argv = ['exchange', 'card', '--out', file];
    const { fingerprint } = await stage.ask<{ fingerprint: string }>(key, argv);
    cards.set(key, { file, fingerprint });
  }
  await Promise.all(
    stage.nodes.map(async ({ key }) => {
      for (const [other, card] of cards) {
        if (other === key) continue;
        const pin = ['exchange', 'peers', 'add', card.file, '--fingerprint', card.fingerprint];
        await stage.ask(key, [...pin, '--as', 'rosa']);
      }
    }),
  );
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A file of JSON in the demo's folder, for commands that take one. */
export function jsonFile(root: string, name: string, value: unknown): string {
  const file = join(root, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  return file;
}
