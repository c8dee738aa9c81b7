import { statfsSync } from 'node:fs';
import { Fault, Faults } from '../base/index.js';

/**
 * What an error says to a user: faults as they are, and those troubles of files, disk, memory and
 * store that a user can mend. Null: a mistake of ours.
 */
export function mistakesOf(error: unknown): readonly Fault[] | null {
  if (error instanceof Faults) return error.faults.map(nearer);
  if (error instanceof Fault) return [nearer(error)];
  const { code, path } = error as NodeJS.ErrnoException;
  const text = error instanceof Error ? error.message : String(error);
  const found = fileFault(code, path ?? '', text) ?? engineFault(text);
  return found === null ? null : [found];
}

/** A fault whose reason is a full disk or a missing file says so, whoever met it. */
export function nearer(fault: Fault): Fault {
  const { reason } = fault.params;
  if (fault.code === 'ingest.file_unreadable' && reason === 'ENOENT')
    return new Fault('cli.no_file', { file: fault.place?.file ?? '' }, fault.place);
  if (typeof reason !== 'string') return fault;
  const told = /^(run\.failed|ledger\.unusable)$/.test(fault.code) ? engineFault(reason) : null;
  const full =
    (/No space left|ENOSPC/i.test(reason) && fault.code === 'folder.unwritable') ||
    // PostgreSQL in WebAssembly does not say why it cannot start.
    (fault.code === 'ledger.unusable' && isFull(String(fault.params.folder)));
  return full ? new Fault('cli.disk_full', { reason: firstLine(reason) }) : (told ?? fault);
}

/** PostgreSQL writes its log in files of this size. */
const LEDGER_BYTES_MIN = 16 * 1024 * 1024;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEDGER_BYTES_MIN;
  } catch {
    return false;
  }
}

function fileFault(code: string | undefined, path: string, text: string): Fault | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Fault('cli.disk_full', { reason: firstLine(text) });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Fault('cli.not_allowed', { file: path });
    case 'ENOENT':
      return new Fault('cli.no_file', { file: path });
    case 'EISDIR':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return new Fault('cli.path', { file: path, reason: code });
    default:
      return null;
  }
}

/** Troubles that DuckDB and PostgreSQL tell in words only. */
function engineFault(text: string): Fault | null {
  const reason = firstLine(text);
  if (/No space left|max_temp_directory_size|failed to offload|ENOSPC|disk full/i.test(text))
    return new Fault('cli.disk_full', { reason });
  if (/Out of Memory Error|failed to (pin|allocate)/i.test(text))
    return new Fault('cli.memory', { reason });
  if (/Could not set lock on file|already open in/i.test(text))
    return new Fault('cli.store_open', { reason });
  if (
    /not a valid DuckDB database|Serialization Error|database file.*(corrupt|version)/i.test(text)
  )
    return new Fault('cli.store_broken', { reason });
  if (/Permission denied|Read-only file system|read-only/i.test(text))
    return new Fault('cli.not_allowed', { file: reason });
  return null;
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}
