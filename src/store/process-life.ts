import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process among all that ever ran, as far as the system tells them apart. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** Which boot of the machine, which space of process ids, and when it began; null: not told. */
  readonly boot: string | null;
  readonly space: string | null;
  readonly began: string | null;
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    space: processSpace(),
    began: statusOf(process.pid)?.began ?? null,
  };
}

/**
 * Whether the marked process may still run. A number that another process has by now is told by
 * the boot and the moment it began, where `/proc` is there. Who runs on another host or in another
 * container cannot be seen from here, and counts as running: a lock that is wrongly kept can be
 * removed by a person, data that two processes wrote cannot be mended.
 */
export function mayRun(mark: ProcessMark): boolean {
  if (mark.host !== hostname()) return true;
  if (mark.boot !== null && bootId() !== null && mark.boot !== bootId()) return false;
  if (mark.space !== null && mark.space !== processSpace()) return true;
  if (!answersSignal(mark.pid)) return false;
  const status = statusOf(mark.pid);
  if (status === null) return true;
  return !status.ended && (mark.began === null || mark.began === status.began);
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** `/proc/<pid>/stat`: the state, and in field 22 the clock ticks from the boot to its start. */
function statusOf(pid: number): { readonly began: string; readonly ended: boolean } | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command in field 2 may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { began: fields[19] ?? '', ended: /^[ZXx]$/.test(fields[0] ?? '') };
}

function bootId(): string | null {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function processSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
