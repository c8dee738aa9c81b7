/** What long work tells whoever waits: how much is done of how much. */
export interface Progress {
  /** `done` and `total` in the same unit; `total` 0 means not known yet. */
  update(done: number, total: number, note?: string): void;
  end(): void;
}

export const silentProgress: Progress = { update() {}, end() {} };

/**
 * A bar on a terminal, one line per tenth elsewhere (logs, CI). Writes to `stream`, which is
 * standard error for commands, so that standard output stays clean for `--json`.
 */
export function createProgress(
  label: string,
  stream: { write(text: string): unknown; isTTY?: boolean; columns?: number },
): Progress {
  let lastTenth = -1;
  return {
    update(done, total, note = '') {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const tenth = Math.floor(share * 10);
      if (stream.isTTY) {
        const width = 24;
        const filled = Math.round(share * width);
        const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
        const line = `${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)}% ${note}`;
        stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
      } else if (tenth > lastTenth) {
        stream.write(`${label} ${tenth * 10}% ${note}\n`);
        lastTenth = tenth;
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}
