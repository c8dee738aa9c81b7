import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { suiteOf } from './context.js';
import { packInputs } from './inputs.js';
import { deriveKeyPair } from './keys.js';
import { evaluate, maskInputs, openTokens, sumOfKeys, tokenise } from './lookup.js';
import { type GroupWorker, workOnThreads } from './pool.js';
import { openGroup } from './sodium.js';
import { serveGroup } from './thread.js';
import { workHere } from './work.js';

const group = await openGroup();
const suite = suiteOf({ agreement: 'a1', epoch: '2026-11', purpose: 'P1' });
const session = { suite, seed: new Uint8Array(32).fill(1) };
const ROWS = 1_100;
const inputs = packInputs(Array.from({ length: ROWS }, (_, i) => `cifx1|curp|${i}`));
const bounds = { elements_max: ROWS };

/** Threads on real channels in this one: what is transferred is gone here, as between threads. */
const ports: MessagePort[] = [];
const ends: ((code: number) => void)[] = [];

function start(): GroupWorker {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const port = (of: MessagePort) => ({
    postMessage: (message: unknown, transfer: ArrayBuffer[] = []) =>
      of.postMessage(message, transfer),
  });
  serveGroup({ ...port(port2), on: (_, heard) => port2.on('message', heard) }, openGroup());
  return {
    ...port(port1),
    on(event: string, heard: (value: never) => void) {
      if (event === 'message') port1.on('message', heard as (value: unknown) => void);
      if (event === 'exit') ends.push(heard as (code: number) => void);
    },
    terminate: async () => port1.close(),
  };
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  ends.length = 0;
});

const keyPair = (n: number) =>
  deriveKeyPair(group, { seed: new Uint8Array(32).fill(n), info: new Uint8Array(), suite });

describe('threads', () => {
  test('give what one thread gives, byte for byte, proofs included', async () => {
    const answers = [];
    for (const work of [workHere(group), workOnThreads(start, 3)]) {
      const pair = keyPair(2);
      const key = { key: await work.hold(pair.secret, 'scalar'), public_key: pair.public };
      expect(pair.secret).toEqual(new Uint8Array(32));
      const masked = await maskInputs(work, session, inputs);
      const answer = await evaluate(work, session, key, { masked, bounds });
      expect(answer.proofs.length).toBe(2 * 64);
      const part = { ...answer, public_key: pair.public };
      const asked = { inputs, masked, width: 10 };
      const tokens = await openTokens(work, session, asked, [part]);
      expect(tokens).toEqual(await tokenise(work, suite, key.key, { inputs, width: 10 }));
      answers.push({ masked, answer, tokens });
      await work.close();
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  test('name the first element that is none, whichever thread had it', async () => {
    const work = workOnThreads(start, 3);
    const key = await work.hold(keyPair(2).secret, 'scalar');
    const elements = await work.run({ op: 'hash', suite, inputs });
    elements.fill(0xff, 400 * 32, 401 * 32).fill(0, 900 * 32, 901 * 32);
    await expect(work.run({ op: 'multiply', scalar: key, elements })).rejects.toMatchObject({
      code: 'exchange.element',
      params: { index: 400, reason: 'encoding' },
    });
    await work.close();
  });

  test('a thread that ends fails its work, and all that comes after', async () => {
    const work = workOnThreads(start, 2);
    const running = work.run({ op: 'hash', suite, inputs });
    for (const end of ends) end(9);
    await expect(running).rejects.toThrow(/ended \(9\)/);
    await expect(work.run({ op: 'hash', suite, inputs })).rejects.toThrow(/ended \(9\)/);
  });
});

test('a key split between two operators gives the tokens of their keys added up', async () => {
  const work = workHere(group);
  const few = packInputs(['ana', 'beto', 'caro']);
  const masked = await maskInputs(work, session, few);
  const parts = [];
  for (const n of [2, 3]) {
    const pair = keyPair(n);
    const key = { key: await work.hold(pair.secret, 'scalar'), public_key: pair.public };
    const own = { suite, seed: new Uint8Array(32).fill(n) };
    const answer = await evaluate(work, own, key, { masked, bounds });
    parts.push({ ...answer, public_key: pair.public });
  }
  const asked = { inputs: few, masked, width: 32 };
  const tokens = await openTokens(work, session, asked, parts);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const number = (bytes: Uint8Array) =>
    bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const sum = (number(keyPair(2).secret) + number(keyPair(3).secret)) % order;
  const whole = Uint8Array.from({ length: 32 }, (_, i) => Number((sum >> BigInt(8 * i)) & 255n));
  const key = await work.hold(whole, 'scalar');
  expect(tokens).toEqual(await tokenise(work, suite, key, { inputs: few, width: 32 }));
  for (const part of parts) {
    const alone = await openTokens(work, session, asked, [part]);
    expect(alone).not.toEqual(tokens);
  }
  const base = parts.map(({ public_key }) => public_key);
  expect((await sumOfKeys(work, base)).length).toBe(32);
});
