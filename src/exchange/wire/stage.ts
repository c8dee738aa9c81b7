/** A server and its clients on real sockets, for the tests of the wire. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/index.js';
import type { AccessChecks } from './authenticate.js';
import { type WireClient, wireClient } from './client.js';
import type { NodeIdentity } from './identity.js';
import { memoryNonces } from './nonces.js';
import { type PeerDirectory, peerDirectory } from './peers.js';
import { type PeerRequest, WIRE_PATHS, type WireReply } from './request.js';
import { freePort, replyOf, type Trial } from './samples.js';
import { type Refusal, serveWireWith, type WireLimits, type WireServer } from './server.js';

export interface Stage {
  readonly bank: NodeIdentity;
  readonly other: NodeIdentity;
  readonly port: number;
  readonly refusals: Refusal[];
  readonly server: WireServer;
  client(http?: 1 | 2, identity?: NodeIdentity): WireClient;
  end(): Promise<void>;
}

export interface StageOptions {
  readonly handle?: (request: PeerRequest) => Promise<WireReply>;
  readonly limits?: Partial<WireLimits>;
  readonly checks?: Partial<AccessChecks>;
  readonly peers?: PeerDirectory;
  readonly other?: NodeIdentity;
}

/** The Mexican bank serves; the US bank, which it has pinned, asks. */
export async function setStage(
  trial: Trial,
  clock: Clock,
  given: StageOptions = {},
): Promise<Stage> {
  const bank = trial.node('ejbtus44.us');
  const other = given.other ?? trial.node('bmexmxmm.mx', await freePort());
  const port = Number(new URL(other.card.url).port);
  const refusals: Refusal[] = [];
  const clients: WireClient[] = [];
  const server = await serveWireWith(
    {
      identity: other,
      host: '127.0.0.1',
      port,
      peers: given.peers ?? peerDirectory([bank.card]),
      nonces: memoryNonces(clock),
      clock,
      handle: given.handle ?? (async ({ body }) => replyOf(`took ${body.length}`)),
      routes: [
        {
          path: WIRE_PATHS.pull,
          method: 'GET',
          handle: async ({ query }) => replyOf(`after ${query.get('after')}`),
        },
        {
          path: '/puente/v1/echo',
          method: 'POST',
          handle: async ({ body }) => replyOf(Buffer.from(body).toString()),
        },
      ],
      limits: given.limits ?? {},
      on_refused: (refusal) => refusals.push(refusal),
    },
    given.checks ?? {},
  );
  return {
    bank,
    other,
    port,
    refusals,
    server,
    client(http = 2, identity = bank) {
      const peers = peerDirectory([other.card]);
      const client = wireClient({ identity, peers, clock, random: randomBytes, http });
      clients.push(client);
      return client;
    },
    async end() {
      await Promise.all(clients.map((client) => client.close()));
      await server.close(0);
    },
  };
}
