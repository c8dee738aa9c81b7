import type { Command as Parser } from 'commander';
import type { Command, CommandContext } from './context.js';

type Run = (context: CommandContext) => Promise<number>;

/** Hands over the command that the line asks for. */
export type Choose = (needs: Command['needs'], run: Run) => void;

/** How a command is added: its usage, and the key of its help. */
export interface Builder {
  readonly program: Parser;
  readonly choose: Choose;
  help(key: string): string;
  add(parent: Parser, usage: string, key: string): Parser;
}
