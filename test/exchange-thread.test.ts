/** Attack group 17 in threads of their own: what is held there is used there, and wiped there. */
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contextKey,
  openGroup,
  packInputs,
  suiteOf,
  tokenise,
  workHere,
  workOnThreads,
} from '../src/exchange/index.js';
import { type Compiled, compileSources } from './compiled.js';

const CONTEXT = { agreement: 'a1', epoch: '2026-11', purpose: 'P1' };
const suite = suiteOf(CONTEXT);
const inputs = packInputs(Array.from({ length: 300 }, (_, i) => `cifx1|curp|${i}`));

let compiled: Compiled;
beforeAll(() => {
  compiled = compileSources(['src/exchange-thread.ts']);
});
afterAll(() => compiled.remove());

describe('threads of the exchange', () => {
  test('give the same tokens as this thread', async () => {
    const group = await openGroup();
    const start = () => new Worker(join(compiled.folder, 'src/exchange-thread.js'));
    const tokens = [];
    for (const work of [workOnThreads(start, 2), workHere(group)]) {
      const { secret } = contextKey(group, new Uint8Array(32).fill(3), CONTEXT);
      const key = await work.hold(secret, 'scalar');
      expect(secret).toEqual(new Uint8Array(32));
      tokens.push(await tokenise(work, suite, key, { inputs, width: 10 }));
      await work.close();
    }
    expect(tokens[1]).toEqual(tokens[0]);
  });

  test('hold a key in their memory until it is forgotten, and not after', async () => {
    const spy = compiled.script(
      'spy.js',
      `import { parentPort, workerData } from 'node:worker_threads';
       import { openGroup, serveGroup } from './src/exchange/index.js';
       const ready = openGroup();
       serveGroup(parentPort, ready);
       workerData.on('message', async (bytes) => {
         const memory = Buffer.from((await ready).memory());
         workerData.postMessage(memory.includes(Buffer.from(bytes)));
       });`,
    );
    const { port1, port2 } = new MessageChannel();
    const start = () => new Worker(spy, { workerData: port2, transferList: [port2] });
    const work = workOnThreads(start, 1);
    const pair = contextKey(await openGroup(), new Uint8Array(32).fill(4), CONTEXT);
    const part = pair.secret.slice(8, 24);
    const key = await work.hold(pair.secret, 'scalar');
    await tokenise(work, suite, key, { inputs, width: 10 });
    expect(await isThere(port1, part)).toBe(true);
    await work.forget(key);
    expect(await isThere(port1, part)).toBe(false);
    await expect(tokenise(work, suite, key, { inputs, width: 10 })).rejects.toThrow(/secret/);
    port1.close();
    await work.close();
  });
});

function isThere(port: MessagePort, bytes: Uint8Array): Promise<unknown> {
  return new Promise((resolve) => {
    port.once('message', resolve);
    port.postMessage(bytes);
  });
}
