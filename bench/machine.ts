import { cpus, totalmem } from 'node:os';
import { openEngine } from '../src/store/index.js';

export type Print = (line: string) => void;

/** What the numbers were measured on. */
export async function describeMachine(): Promise<string> {
  const engine = await openEngine({ path: ':memory:' });
  const [row] = await engine.rows<{ v: string }>('SELECT version() AS v');
  engine.close();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  return `${processor}, ${memory} GB, Node ${process.version}, DuckDB ${row?.v}`;
}

/** Runs work and tells how many seconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = process.hrtime.bigint();
  const value = await work();
  return { value, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

export const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GB`;
export const grouped = (n: number) => Math.round(n).toLocaleString('en-US');
