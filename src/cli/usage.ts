import { type CommanderError, type Help, InvalidArgumentError } from 'commander';
import { Fault, nearestWord, type Speaker } from '../base/index.js';

/**
 * Commander's complaints, which are English only, as faults with a sentence in each language.
 * `commands`: every command as a user types it.
 */
export function usageFault(error: CommanderError, commands: readonly string[]): Fault {
  const { code, message } = error;
  const suggestion = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1] ?? 'none';
  const name = /'([^']*)'/.exec(message)?.[1] ?? message;
  const invalid = /option '(.+?)' argument '(.*)' is invalid\. (\w+)$/s.exec(message);
  if (invalid) {
    const [, option = '', value = '', wanted = ''] = invalid;
    return new Fault(`usage.${wanted}`, { option, value });
  }
  switch (code) {
    case 'commander.unknownOption':
      return new Fault('usage.unknown_option', { name, suggestion });
    case 'commander.unknownCommand':
      return new Fault('usage.unknown_command', { name, suggestion: nearest(name, commands) });
    case 'commander.missingArgument':
      return new Fault('usage.missing_argument', { name });
    case 'commander.optionMissingArgument':
      return new Fault('usage.missing_value', { option: name });
    case 'commander.missingMandatoryOptionValue':
      return new Fault('usage.missing_option', { option: name });
    case 'commander.excessArguments':
      return new Fault('usage.too_many', { name });
    default:
      return new Fault('usage.other', { reason: message });
  }
}

/** A command of any group: who types `puente check` means `typology check`. */
function nearest(name: string, commands: readonly string[]): string {
  const exact = commands.find((command) => command.endsWith(` ${name}`));
  if (exact !== undefined) return exact;
  const word = nearestWord(
    name,
    commands.map((command) => command.replace(/^.* /, '')),
  );
  return commands.find((command) => command.replace(/^.* /, '') === word) ?? 'none';
}

/** Help in the user's language: commander's own words are English. */
export function helpWords(voice: Speaker): Partial<Help> {
  const words: Readonly<Record<string, string>> = {
    'Usage:': voice.say('cli.help.title.usage'),
    'Arguments:': voice.say('cli.help.title.arguments'),
    'Options:': voice.say('cli.help.title.options'),
    'Global Options:': voice.say('cli.help.title.global_options'),
    'Commands:': voice.say('cli.help.title.commands'),
  };
  const options = voice.say('cli.help.term.options');
  const command = voice.say('cli.help.term.command');
  return {
    showGlobalOptions: true,
    styleTitle: (title) => words[title] ?? title,
    styleUsage: (usage) => usage.replace('[options]', options).replace('[command]', command),
    subcommandTerm: (sub) => [sub.name(), ...sub.registeredArguments.map(argumentTerm)].join(' '),
    // Defaults and choices are part of our descriptions.
    optionDescription: ({ mandatory, description }) =>
      mandatory ? voice.say('cli.help.mandatory', { description }) : description,
  };
}

function argumentTerm(argument: {
  name(): string;
  readonly required: boolean;
  readonly variadic: boolean;
}): string {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Parsers of option values: what they throw names the sentence, `fault.usage.<word>`. */
export function whole(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('whole');
  return Number(text);
}

/** 0: one that is free. */
export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('port');
  return Number(text);
}

/** Below the smallest example, people of its schemes would be missing. */
const SCALE_MIN = 0.05;

export function scale(text: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(text) || Number(text) < SCALE_MIN)
    throw new InvalidArgumentError('scale');
  return Number(text);
}

export function memorySize(text: string): string {
  if (!/^\d{1,6}(\.\d+)?\s?[KMGT]i?B$/.test(text)) throw new InvalidArgumentError('memory');
  return text;
}

export function languageName(text: string): string {
  if (!/^(en|es)$/.test(text)) throw new InvalidArgumentError('language');
  return text;
}

export function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('empty');
  return text;
}

/** An option that may be given more than once. */
export function folders(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, filled(text)];
}

/** Ids one after another, with commas or without. */
export function ids(text: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...filled(text)
      .split(',')
      .map((id) => id.trim()),
  ].filter((id) => id !== '');
}

/** A zone of the IANA database; an offset such as +06:00 knows no summer. */
export function zoneName(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    if (!/^[+-]/.test(text)) return text;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('zone');
}

/** A day as ISO 8601 writes it, which the calendar has. */
export function day(text: string): string {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (read === null || Number.isNaN(read.getTime()) || !read.toISOString().startsWith(text))
    throw new InvalidArgumentError('day');
  return text;
}

/** A share from 0 to 1, as scores are. */
export function share(text: string): number {
  if (!/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(text)) throw new InvalidArgumentError('share');
  return Number(text);
}
