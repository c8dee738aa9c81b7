import type { CustomerFile, Reject } from '../screening/index.js';
import { rejectKey } from '../screening/index.js';
import type { CommandContext } from './context.js';
import { faultJson, faultLine, shown } from './say.js';

/** Rows and values shown; all are counted. */
const SHOWN_MAX = 5;

/** What of a customer file could not be compared. */
export interface FileAccount {
  readonly onReject: (reject: Reject) => void;
  /** After the last customer: how the file was read, for people and for programs. */
  of(file: CustomerFile): {
    readonly lines: readonly string[];
    readonly json: Record<string, unknown>;
    /** Every row and every value was compared. */
    readonly is_whole: boolean;
  };
}

/** Keeps account of a customer file while it is read: nothing of it is passed over in silence. */
export function accountOf(context: CommandContext, path: string): FileAccount {
  const { voice } = context;
  const rejects: Reject[] = [];
  return {
    onReject(reject) {
      if (rejects.length < SHOWN_MAX) rejects.push(reject);
    },
    of({ counts, columns, ignored, unread, unreads }) {
      const { read, rejected } = counts;
      const left = rejects.map((reject) => ({ ...reject, message: voice.say(rejectKey(reject)) }));
      const faults = unreads.slice(0, SHOWN_MAX);
      const more = (all: number) => (all > SHOWN_MAX ? ['  …'] : []);
      const lines = [
        voice.say('cli.screen.rows', { file: shown(context, path), read, rejected }),
        ...left.map(({ place, message }) => {
          return `  ${shown(context, place.file)}:${place.line ?? ''}  ${message}`;
        }),
        ...more(rejected),
        ...(unread > 0 ? [voice.say('cli.screen.unread', { unread })] : []),
        ...faults.map((fault) => `  ${faultLine(fault, context).trimEnd()}`),
        ...more(unread),
        ...(ignored.length > 0
          ? [voice.say('cli.screen.ignored', { columns: ignored.join(', ') })]
          : []),
      ];
      const told = unreads.map((fault) => faultJson(fault, voice));
      const json = { columns, ignored, counts, rejects: left, unread, faults: told };
      return { lines, json, is_whole: rejected === 0 && unread === 0 };
    },
  };
}
