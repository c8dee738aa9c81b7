import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Compiled, compileSources } from '../../test/compiled.js';
import { fixedClock, present } from '../base/index.js';
import { type Folder, holderOf, takeFolder } from './folder.js';
import { askOwner, type OwnerHandler, type OwnerServer, serveOwner } from './owner.js';
import { LINE_BYTES_MAX } from './owner-wire.js';

let compiled: Compiled;
let client: string;
let owner: string;
let root: string;
let folder: Folder | undefined;
let server: OwnerServer | undefined;

beforeAll(() => {
  compiled = compileSources(['src/store/folder.ts', 'src/store/owner.ts']);
  client = compiled.script(
    'client.js',
    `import { askOwner } from './src/store/owner.js';
    const [path, ...argv] = process.argv.slice(2);
    const write = { out: (t) => process.stdout.write(t), err: (t) => process.stderr.write(t) };
    try {
      process.exitCode = (await askOwner(path, argv, write)) ?? 99;
    } catch (error) {
      process.stdout.write(error.code);
      process.exitCode = 98;
    }`,
  );
  owner = compiled.script(
    'owner.js',
    `import { takeFolder } from './src/store/folder.js';
    import { serveOwner } from './src/store/owner.js';
    const options = { command: 'puente serve', clock: { now: () => Date.now() } };
    const folder = takeFolder(process.argv[2], options);
    await serveOwner(folder, async () => process.kill(process.pid, 'SIGKILL'));
    process.stdout.write('serving');`,
  );
});
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'puente-owner-'));
});
afterEach(async () => {
  await server?.close();
  folder?.release();
  server = folder = undefined;
  rmSync(root, { recursive: true });
});
afterAll(() => compiled.remove());

test('commands of other processes run one after another, each with its own output', async () => {
  let running = 0;
  await serve(async (argv, write, cwd) => {
    expect(++running).toBe(1);
    write.out(`${argv.join(' ')} in ${cwd}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    write.err('warned');
    running--;
    return Number(argv[1]);
  });
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => runClient(['detect', String(i)])),
  );
  expect(answers).toEqual(
    answers.map((_, i) => ({ code: i, out: `detect ${i} in ${root}`, err: 'warned' })),
  );
});

test('nobody serves: null', async () => {
  expect(await ask()).toBeNull();
  folder = takeFolder(root, { command: 'puente ingest', clock: fixedClock(0) });
  expect(await ask()).toBeNull();
  folder.announce(join(root, 'gone.sock'));
  expect(await ask()).toBeNull();
  await serve(async () => 0);
  expect(await ask()).toEqual({ code: 0, out: '' });
  await server?.close();
  server = undefined;
  expect(await ask()).toBeNull();
});

test('long output arrives whole', async () => {
  const text = '😀"\u0001ñ\n'.repeat(200_000);
  await serve(async (_argv, write) => {
    write.out(text);
    write.out('');
    return 0;
  });
  expect((await ask())?.out === text).toBe(true);
});

test('the socket is for this user alone, also where the path is too long for one', async () => {
  for (const path of [root, join(root, 'a'.repeat(120))]) {
    mkdirSync(path, { recursive: true });
    await serve(async () => 5, path);
    const socket = present(holderOf(path)?.socket, 'socket');
    expect(socket.length).toBeLessThanOrEqual(100);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
    expect(await askOwner(path, [], { out() {}, err() {} })).toBe(5);
    await server?.close();
    server = undefined;
    folder?.release();
  }
});

test('what the handler throws is told, and the next command runs', async () => {
  await serve(async (argv) => {
    if (argv[0] === 'bad') throw new Error('no such thing');
    return 0;
  });
  await expect(ask(['bad'])).rejects.toMatchObject({
    code: 'owner.failed',
    params: { reason: 'no such thing' },
  });
  expect(await ask()).toEqual({ code: 0, out: '' });
});

test('an owner that dies in the middle of a command is said', async () => {
  const child = spawn(process.execPath, [owner, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect(ask()).rejects.toMatchObject({ code: 'owner.lost' });
  await ended;
  folder = takeFolder(root, { command: 'puente ingest', clock: fixedClock(0) });
});

test.each([
  ['no JSON', 'hello\n', '"refused":"request"'],
  ['another shape', '{"argv":"detect","cwd":"/"}\n', '"refused":"request"'],
  ['a line without an end', 'x'.repeat(LINE_BYTES_MAX + 1), ''],
  [
    'a line that is too long',
    `${JSON.stringify({ argv: ['x'.repeat(LINE_BYTES_MAX)], cwd: '/' })}\n`,
    '',
  ],
])('%s does no harm', async (_name, text, answer) => {
  const handler = vi.fn(async () => 0);
  await serve(handler);
  expect(await sendRaw(text)).toContain(answer);
  expect(handler).not.toHaveBeenCalled();
  expect(await ask()).toEqual({ code: 0, out: '' });
});

test('who leaves while it waits is not served; too many are refused', async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const seen: string[] = [];
  await serve(async (argv) => {
    seen.push(argv[0] ?? '');
    await gate;
    return 0;
  });
  const first = ask(['first']);
  await vi.waitFor(() => expect(seen).toEqual(['first']));
  const path = present(holderOf(root)?.socket, 'socket');
  const leaver = connect(path);
  await new Promise((resolve) =>
    leaver.write(`${JSON.stringify({ argv: ['leaver'], cwd: '/' })}\n`, resolve),
  );
  const others = Promise.allSettled(Array.from({ length: 80 }, () => ask(['other'])));
  leaver.destroy();
  await new Promise((resolve) => setTimeout(resolve, 300));
  open();
  await first;
  const refused = (await others).filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThan(10);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'owner.busy' });
  expect(seen).not.toContain('leaver');
});

async function serve(handler: OwnerHandler, path = root): Promise<void> {
  folder?.release();
  folder = takeFolder(path, { command: 'puente serve', clock: fixedClock(0) });
  server = await serveOwner(folder, handler);
}

async function ask(argv: string[] = []): Promise<{ code: number; out: string } | null> {
  let out = '';
  const write = {
    out: (text: string) => {
      out += text;
    },
    err() {},
  };
  const code = await askOwner(root, argv, write);
  return code === null ? null : { code, out };
}

function runClient(argv: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [client, root, ...argv], { cwd: root });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function sendRaw(text: string): Promise<string> {
  const socket = connect(present(holderOf(root)?.socket, 'socket'));
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => {});
  socket.write(text);
  return new Promise((resolve) => {
    socket.on('close', () => resolve(answer));
  });
}
