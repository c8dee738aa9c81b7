import { once } from 'node:events';
import { connect as connectPlain, createServer } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { fixedClock, systemClock } from '../../base/index.js';
import { wireClient } from './client.js';
import { contentDigest, signRequest } from './http-signature.js';
import type { NodeIdentity } from './identity.js';
import { decodeMessage, encodeMessage } from './message.js';
import { peerDirectory } from './peers.js';
import { WIRE_PATHS } from './request.js';
import { faultCode, messageDraft, replyOf, startTrial } from './samples.js';
import { type Stage, type StageOptions, setStage } from './stage.js';

// TLS judges certificates by the machine's clock, which no argument can hold still.
const clock = fixedClock(systemClock.now());
const trial = startTrial(clock);
const open: Stage[] = [];
const WAIT = { timeout_ms: 20_000 };
const PATIENT = { timeout: 20_000 };

async function stage(given: StageOptions = {}): Promise<Stage> {
  const made = await setStage(trial, clock, given);
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()));
});
afterAll(() => trial.end());

describe.each([1, 2] as const)('over HTTP/%i', (http) => {
  test('a message arrives as it was signed, and the answer comes back', async () => {
    const seen: string[] = [];
    const { bank, other, client } = await stage({
      handle: async ({ peer, body, agreement, purpose }) => {
        const message = decodeMessage(body, {
          me: 'bmexmxmm.mx',
          peers: peerDirectory([peer]),
          now_ms: clock.now(),
          guard: () => {},
        });
        seen.push(message.header.kind, peer.node, String(agreement), String(purpose));
        return replyOf(String(message.attachments[0]?.length));
      },
    });
    const draft = messageDraft(clock);
    const parts = [new Uint8Array(3_000_000).fill(7)];
    const bytes = encodeMessage(draft, parts, { key: bank.signing, guard: () => {} });
    const answer = await client(http).send(other.card.node, bytes, { ...WAIT, agreement: 'a-1' });
    expect(Buffer.from(answer.body).toString()).toBe('3000000');
    expect(seen).toEqual(['inquiry.asked', 'ejbtus44.us', 'a-1', 'null']);
  });

  test('a connection is used again, by many at once', async () => {
    const { other, client } = await stage();
    const one = client(http);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => one.send(other.card.node, Buffer.alloc(i), WAIT)),
    );
    const pulled = await one.get(other.card.node, WIRE_PATHS.pull, '?after=7', WAIT);
    expect(answers.map(({ body }) => Buffer.from(body).toString()).at(-1)).toBe('took 7');
    expect(Buffer.from(pulled.body).toString()).toBe('after 7');
    const posted = await one.post(other.card.node, '/puente/v1/echo', Buffer.from('hi'), WAIT);
    expect(Buffer.from(posted.body).toString()).toBe('hi');
  });

  test('a node that is not pinned learns the card, and nothing else', async () => {
    const { other, client, refusals } = await stage();
    const stranger = client(http, trial.node('xxxxus33.us'));
    const { card } = await stranger.introduce(other.card.url, WAIT);
    expect(card).toEqual(other.card);
    const send = () => stranger.send(other.card.node, Buffer.from('x'), WAIT);
    expect(await faultCode(send)).toBe('exchange.wire.refused');
    expect(refusals.at(-1)?.fault.code).toBe('exchange.wire.signature.unknown');
  });

  test('a handler that hangs is given up, by the client and by the server', async () => {
    const aborted: boolean[] = [];
    const { other, client, refusals } = await stage({
      handle: ({ signal }) =>
        new Promise(() => signal.addEventListener('abort', () => aborted.push(true))),
      limits: { handle_ms: 300 },
    });
    const one = client(http);
    const slow = () => one.send(other.card.node, Buffer.from('x'), { timeout_ms: 100 });
    expect(await faultCode(slow)).toBe('exchange.wire.timed_out');
    const patient = () => one.send(other.card.node, Buffer.from('x'), WAIT);
    expect(await faultCode(patient)).toBe('exchange.wire.busy');
    expect(refusals.map(({ fault }) => fault.code)).toContain('exchange.wire.late');
    expect(aborted.length).toBeGreaterThan(0);
  });

  test('a cancelled request says so', async () => {
    const { other, client } = await stage({ handle: () => new Promise(() => {}) });
    const cancel = new AbortController();
    const sent = client(http).send(other.card.node, Buffer.from('x'), {
      ...WAIT,
      signal: cancel.signal,
    });
    setTimeout(() => cancel.abort(), 50);
    expect(await faultCode(() => sent)).toBe('exchange.wire.cancelled');
  });

  test('a body above the bound is refused, one at it is taken', async () => {
    const { other, client, refusals } = await stage({ limits: { body_bytes_max: 1000 } });
    const one = client(http);
    await one.send(other.card.node, Buffer.alloc(1000), WAIT);
    const send = () => one.send(other.card.node, Buffer.alloc(1001), WAIT);
    expect(await faultCode(send)).toBe('exchange.wire.refused');
    expect(refusals.map(({ fault }) => fault.code)).toEqual(['exchange.wire.body.large']);
  });

  test('bodies take no more memory together than they may, and give it back', async () => {
    const { other, client } = await stage({ limits: { bodies_bytes_max: 1000 } });
    const one = client(http);
    const send = (bytes: number) => one.send(other.card.node, Buffer.alloc(bytes), WAIT);
    for (let i = 0; i < 3; i++) await send(900);
    expect(await faultCode(() => send(1001))).toBe('exchange.wire.busy');
    await send(1000);
  });

  test('more at once than one peer may is busy, and what was accepted is answered', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { other, client, refusals } = await stage({
      handle: async () => {
        await gate;
        return replyOf('late');
      },
      limits: { requests_per_peer_max: 2 },
    });
    const one = client(http);
    const codes = [1, 2, 3].map(() =>
      faultCode(() => one.send(other.card.node, Buffer.from('x'), WAIT)),
    );
    await expect.poll(() => refusals.length, PATIENT).toBe(1);
    go();
    expect((await Promise.all(codes)).sort()).toEqual(['exchange.wire.busy', 'none', 'none']);
  });

  test('a close lets what is at work end', async () => {
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { other, client, server } = await stage({
      handle: async () => {
        entered();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return replyOf('done');
      },
    });
    const sent = client(http).send(other.card.node, Buffer.from('x'), WAIT);
    await inside;
    await server.close(10_000);
    expect(Buffer.from((await sent).body).toString()).toBe('done');
    const again = () => client(http).send(other.card.node, Buffer.from('x'), WAIT);
    expect(await faultCode(again)).toBe('exchange.wire.unreachable');
  });

  test('a peer that restarted is reached over a new connection', async () => {
    const first = await stage();
    const one = first.client(http);
    await one.send(first.other.card.node, Buffer.from('x'), WAIT);
    await first.server.close(0);
    const second = await stage({ other: first.other, peers: peerDirectory([first.bank.card]) });
    const answer = await one.send(second.other.card.node, Buffer.from('x'), WAIT);
    expect(answer.status).toBe(200);
  });

  test('a server whose certificate is not the pinned one gets not a byte', async () => {
    const { bank, other, refusals, client } = await stage();
    const impostor = trial.node('bmexmxmm.mx', Number(new URL(other.card.url).port));
    const wrong = client(http, bank);
    const misled = wireClient({
      identity: bank,
      peers: peerDirectory([impostor.card]),
      clock,
      random: (count) => new Uint8Array(count),
      http,
    });
    const send = () => misled.send('bmexmxmm.mx', Buffer.from('x'), WAIT);
    expect(await faultCode(send)).toBe('exchange.wire.unexpected');
    expect(refusals.filter(({ path }) => path !== null)).toEqual([]);
    await misled.close();
    expect((await wrong.send('bmexmxmm.mx', Buffer.from('x'), WAIT)).status).toBe(200);
  });
});

describe('peers that do not behave', () => {
  test('half a handshake, silence after it, and a trickled head are cut off', async () => {
    const { bank, port, refusals } = await stage({ limits: { handshake_ms: 2_000, idle_ms: 300 } });
    const half = connectPlain(port, '127.0.0.1');
    half.on('error', () => {});
    const silent = await dial(bank, port, 'h2');
    const trickling = await dial(bank, port, 'http/1.1');
    trickling.write('POST /puente/v1/messages HTTP/1.1\r\nhost: x\r\n');
    const drip = setInterval(() => trickling.write('x-a: b\r\n'), 20);
    await Promise.all([closed(half), closed(silent), closed(trickling)]);
    clearInterval(drip);
    expect(refusals.map(({ fault }) => fault.code)).toEqual(['exchange.wire.handshake']);
  });

  test('a body that trickles is given up, and its place at the desk is free again', async () => {
    const { bank, other, client, refusals } = await stage({
      limits: { receive_ms: 200, requests_max: 1 },
    });
    const body = Buffer.alloc(100);
    const headers = {
      'content-digest': contentDigest(body),
      'puente-agreement': 'none',
      'puente-purpose': 'none',
    };
    const authority = new URL(other.card.url).host;
    const signature = signRequest(
      { method: 'POST', authority, path: WIRE_PATHS.messages, query: '?', headers },
      { key: bank.signing, now_ms: clock.now(), nonce: 'trickle' },
    );
    const socket = await dial(bank, Number(new URL(other.card.url).port), 'http/1.1');
    const lines = Object.entries({
      host: authority,
      ...headers,
      ...signature,
      'content-length': 100,
    });
    socket.write(`POST ${WIRE_PATHS.messages} HTTP/1.1\r\n`);
    socket.write(`${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\nx`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('408');
    expect(refusals.map(({ fault }) => fault.code)).toEqual(['exchange.wire.body.slow']);
    socket.destroy();
    const sent = () => client(1).send(other.card.node, Buffer.from('x'), WAIT);
    await expect.poll(() => faultCode(sent), PATIENT).toBe('none');
  });

  test('noise after the handshake ends the connection, and the server goes on', async () => {
    const { bank, other, port, client } = await stage();
    for (const protocol of ['h2', 'http/1.1']) {
      const socket = await dial(bank, port, protocol);
      socket.write(Buffer.alloc(5000, 0xa5));
      await closed(socket);
    }
    expect((await client().send(other.card.node, Buffer.from('x'), WAIT)).status).toBe(200);
  });

  test('nobody there, and a port that never answers', async () => {
    const { bank, client, other, server } = await stage();
    await server.close(0);
    const send = () => client().send(other.card.node, Buffer.from('x'), WAIT);
    expect(await faultCode(send)).toBe('exchange.wire.unreachable');
    const mute = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) =>
      mute.listen(Number(new URL(other.card.url).port), '127.0.0.1', resolve),
    );
    for (const http of [1, 2] as const) {
      const hung = () =>
        client(http, bank).send(other.card.node, Buffer.from('x'), { timeout_ms: 100 });
      expect(await faultCode(hung)).toBe('exchange.wire.timed_out');
    }
    // Ends only when nobody holds a connection: a request that was given up lets go of its own.
    await new Promise((resolve) => mute.close(resolve));
  });
});

test('every refusal has one shape', async () => {
  const { bank, port } = await stage();
  const shapes = new Set<string>();
  for (const target of [
    'POST /puente/v1/messages',
    'GET /puente/v1/pull?after=1',
    'GET /nowhere',
    'POST /puente/v1/card',
  ]) {
    const socket = await dial(bank, port, 'http/1.1');
    socket.write(`${target} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    shapes.add(answer.toString().replace(/^date: .*\r\n/im, ''));
    socket.destroy();
  }
  expect([...shapes]).toHaveLength(1);
});

async function dial(identity: NodeIdentity, port: number, protocol: string): Promise<TLSSocket> {
  const { certificate_pem: cert, key_pem: key, authority_pem: ca } = identity.tls;
  const socket = connectTls({ port, host: '127.0.0.1', cert, key, ca, ALPNProtocols: [protocol] });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

async function closed(socket: { destroyed: boolean; resume(): unknown }): Promise<void> {
  socket.resume();
  await expect.poll(() => socket.destroyed, PATIENT).toBe(true);
}
