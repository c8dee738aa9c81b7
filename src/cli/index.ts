/** Cli: the command line, one file a command. */
export type { CliDependencies, ExampleScheme, WriteExample } from './context.js';
export { EXIT } from './context.js';
export { runCli } from './run.js';
