/** A node at work: answers its peers, delivers what waits, watches the clock. */
import type { Clock } from '../../base/index.js';
import { Fault } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { ExchangeNode, NodeEvent } from '../session/index.js';
import { ledgerNonces } from '../session/index.js';
import {
  type NodeIdentity,
  type PeerDirectory,
  type PeerRequest,
  type Route,
  type Shelf,
  serveWire,
  splitMessages,
  WIRE_PATHS,
  type WireClient,
  type WireReply,
} from '../wire/index.js';

export interface RunOptions {
  readonly node: ExchangeNode;
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  /** Paths beside those of messages: the log's. */
  readonly routes: readonly Route[];
  /** What programs of peers may read: feeds over TAXII. */
  readonly shelves: readonly Shelf[];
  readonly tell: (event: NodeEvent) => void;
}

export interface RunningNode {
  readonly port: number;
  /** Delivers now and not at the next turn of the clock. */
  wake(): void;
  close(): Promise<void>;
}

const TURN_MS = 250;
const TICK_MS = 5_000;
const RECEIPT_TYPE = 'application/vnd.puente.receipt+json';
const BODY_TYPE = 'application/vnd.puente.messages';

/** Listens, and works until it is closed. What goes wrong in a turn is told, and tried again. */
export async function runNode(options: RunOptions): Promise<RunningNode> {
  const { node, identity, peers, ledger, clock, host, port } = options;
  const loop = startLoop(options);
  const server = await serveWire({
    identity,
    host,
    port,
    peers,
    nonces: ledgerNonces(ledger, clock),
    clock,
    handle: async ({ body, peer }) => {
      const receipt = await node.receive(body, peer.node);
      loop.wake();
      return replyOf(RECEIPT_TYPE, Buffer.from(receipt));
    },
    routes: [...pullRoutes(node), ...options.routes],
    shelves: options.shelves,
    on_refused: ({ fault, path }) =>
      options.tell({ what: 'refused', detail: `${path ?? ''} ${fault.message}` }),
  }).catch(async (error: unknown) => {
    await loop.close();
    throw error;
  });
  return {
    port: server.port,
    wake: loop.wake,
    async close() {
      await server.close(2_000);
      await loop.close();
    },
  };
}

/** A peer that cannot be reached fetches what waits for it, and brings the receipts itself. */
function pullRoutes(node: ExchangeNode): readonly Route[] {
  return [
    {
      path: WIRE_PATHS.pull,
      method: 'GET',
      handle: async ({ peer }) => replyOf(BODY_TYPE, await node.waitingFor(peer.node)),
    },
    {
      path: '/puente/v1/receipts',
      method: 'POST',
      handle: async ({ peer, body }: PeerRequest) => {
        for (const receipt of splitMessages(body)) {
          await node.receipt(peer.node, Buffer.from(receipt).toString());
        }
        return replyOf(RECEIPT_TYPE, new Uint8Array());
      },
    },
  ];
}

function replyOf(media_type: string, body: Uint8Array): WireReply {
  return { status: 200, media_type, body };
}

/** Turns one after another; the next begins when it is woken, or after a moment. */
function startLoop({ node, tell }: RunOptions) {
  let isOpen = true;
  let wakeUp = () => {};
  const work = async () => {
    for (let slept = TICK_MS; isOpen; ) {
      try {
        if (slept >= TICK_MS) {
          await node.tick();
          slept = 0;
        }
        await node.deliver();
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        tell({ what: 'trouble', detail });
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TURN_MS);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      slept += TURN_MS;
    }
  };
  const done = work();
  return {
    wake: () => wakeUp(),
    async close() {
      isOpen = false;
      wakeUp();
      await done;
    },
  };
}

/** Brings bytes to a peer over the wire and returns its receipt. */
export function postWith(client: WireClient) {
  const SEND_MS_MAX = 60_000;
  return async (node: string, bytes: Uint8Array, agreement: string | null): Promise<string> => {
    const answer = await client.send(node, bytes, { timeout_ms: SEND_MS_MAX, agreement });
    if (answer.status !== 200 || answer.media_type !== RECEIPT_TYPE) {
      throw new Fault('exchange.unexpected_answer', { node, status: answer.status });
    }
    return Buffer.from(answer.body).toString();
  };
}
