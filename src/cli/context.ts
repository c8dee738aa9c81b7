import type { Clock, Ids, Language, Progress, Speaker } from '../base/index.js';
import type { FlowKernel } from '../model/index.js';
import type { Engine, EngineOptions, Folder, Ledger, LedgerSource } from '../store/index.js';

/** What `main` hands to every command: the world outside, so that a command can run anywhere. */
export interface CliDependencies {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly cwd: string;
  /** Standard output and error, wherever they lead. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly terminal: { readonly isTTY: boolean; readonly columns: number };
  readonly openEngine: (options: EngineOptions) => Promise<Engine>;
  readonly openLedger: (source: LedgerSource) => Ledger;
  readonly findFlows: FlowKernel;
  /** Script of the walled process in which typologies run. */
  readonly detect_process: string;
  /** Writes the living example into a folder, for the demo. */
  readonly writeExample: WriteExample;
  /** A folder that the serving process holds and lends to the command it runs for another. */
  readonly lent?: Folder;
  /** Resolves when the user asks the program to stop (Ctrl C). */
  readonly stopped: () => Promise<void>;
}

export interface ExampleScheme {
  readonly id: string;
  readonly kind: string;
  readonly title: { readonly en: string; readonly es: string };
  readonly subjects: readonly string[];
}

export type WriteExample = (
  folder: string,
  options: { readonly seed: string; readonly scale: number; readonly schemes: boolean },
) => Promise<{
  readonly files: readonly string[];
  readonly schemes: readonly ExampleScheme[];
  /** Tells whether a finding names somebody of a scheme, or protects a victim of one. */
  createJudge(
    protecting: ReadonlySet<string>,
  ): (judged: {
    readonly typology: string;
    readonly subject_id: string;
    readonly evidence: readonly string[];
  }) => boolean;
}>;

/** Options that every command has. */
export interface GlobalOptions {
  readonly data: string;
  readonly language: Language;
  readonly json: boolean;
}

/** What a command runs with. */
export interface CommandContext extends CliDependencies, GlobalOptions {
  readonly voice: Speaker;
  readonly voices: Readonly<Record<Language, Speaker>>;
  /** Progress on standard error, silent with `--json`. */
  progress(label: string): Progress;
}

/** Exit codes, the same for every command. */
export const EXIT = {
  /** Done. */
  done: 0,
  /** Done, but part of the input was refused, or a check failed: the output says what. */
  refused: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** Nothing was done: the input or the store has a fault. */
  fault: 3,
  /** Another process holds the data folder. */
  held: 4,
} as const;
