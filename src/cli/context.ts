import type { Clock, Ids, Language, Progress, Speaker } from '../base/index.js';
import type { GroupWork } from '../exchange/index.js';
import type { FlowKernel } from '../model/index.js';
import type { ScreeningDesk, ScreenWorker } from '../screening/index.js';
import type { Engine, EngineOptions, Folder, Ledger, LedgerSource } from '../store/index.js';
import type { OpenExchange } from './open-exchange.js';

/** What `main` hands to every command: the world outside, so that a command can run anywhere. */
export interface CliDependencies {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Where relative paths of the command line are meant from. */
  readonly cwd: string;
  /** Standard output and error, wherever they lead. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error, for progress. */
  readonly terminal: { readonly isTTY: boolean; readonly columns: number };
  /** Columns of standard output. */
  readonly width: number;
  readonly openEngine: (options: EngineOptions) => Promise<Engine>;
  readonly openLedger: (source: LedgerSource) => Promise<Ledger>;
  /** Starts a thread that screens. */
  readonly startScreenWorker: () => ScreenWorker;
  /** Threads for the arithmetic of the exchange, which end with `close`. */
  readonly startGroup: () => Promise<GroupWork>;
  /** Fresh bytes of the system's own randomness. */
  readonly random: (count: number) => Uint8Array;
  /** The way out to the network, for the commands that are asked to go there. */
  readonly fetch: typeof globalThis.fetch;
  readonly loadFlowKernel: () => Promise<FlowKernel>;
  /** Script of the walled process in which typologies run. */
  readonly detect_process: string;
  /** Writes the living example into a folder, for the demo. */
  readonly writeExample: WriteExample;
  readonly serveApi: ServeApi;
  /** A folder that the serving process holds and lends to the command it runs for another. */
  readonly lent?: Folder;
  /** Its ledger, where the serving process has it open: two at once would lose writes. */
  readonly lent_ledger?: Ledger;
  /** Its node of the exchange, where the serving process runs one. */
  readonly lent_exchange?: OpenExchange;
  /** Runs another `puente` beside this one, with these arguments, until it is stopped. */
  readonly startProcess: (argv: readonly string[]) => ProcessBeside;
  /** Resolves when the user (Ctrl C) or the system asks the program to stop. */
  readonly stopped: () => Promise<StopSignal>;
}

export interface ProcessBeside {
  /** What it writes: its output and its errors. */
  readonly text: () => string;
  /** Resolves with its exit code when it ends. */
  readonly ended: Promise<number>;
  stop(): void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Answers programs over HTTP until it is closed; without a token only on this machine. */
export type ServeApi = (
  options: {
    readonly desk: ScreeningDesk;
    readonly voices: Readonly<Record<Language, Speaker>>;
    readonly token: string | null;
    onError(error: unknown): void;
  },
  address: { readonly host: string; readonly port: number },
) => Promise<{ readonly url: string; close(): Promise<void> }>;

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
    readonly subject: { readonly kind: string; readonly id: string };
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
  /** What to put right when the program is stopped in the middle. */
  readonly on_stop: Set<() => void>;
  /** Runs another command line: for the command that serves other processes. */
  readonly runCli: (argv: readonly string[], dependencies: CliDependencies) => Promise<number>;
}

/** A command as the command line asks for it. */
export interface Command {
  /**
   * `data`: works on the data folder, in the process that holds it; `stop`: sees to it itself that
   * it can be stopped.
   */
  readonly needs: 'data' | 'stop' | 'nothing';
  run(context: CommandContext): Promise<number>;
}

/** Exit codes, the same for every command. */
export const EXIT = {
  /** Done. */
  done: 0,
  /** Done, but part of the input was refused, or a check failed: the output says what. */
  refused: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** Not done: the input, the store or the machine has a fault. */
  fault: 3,
  /** Another process holds the data folder. */
  held: 4,
  /** A mistake of this program. */
  broken: 70,
  /** Stopped by Ctrl C, or by the system. */
  SIGINT: 130,
  SIGTERM: 143,
} as const;
