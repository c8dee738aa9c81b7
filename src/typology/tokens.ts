/** A piece of an expression, and where it begins in the text. */
export interface Token {
  readonly text: string;
  readonly at: number;
}

const NUMBER = String.raw`(\d[\d_]*(?:\.\d+)?(?:\s*%|\s+[A-Z]{3,4}\b|(?:ms|[smhd])\b)?)`;
const NAME = String.raw`(\$?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)`;
const SIGN = '(>=|<=|==|!=|[-+*/()<>,])';

/** The tokens of an expression; `unexpected` is where a character stands that begins none. */
export function tokenize(text: string): {
  readonly tokens: readonly Token[];
  readonly unexpected: number | null;
} {
  const pattern = new RegExp(`\\s*(?:${NUMBER}|${NAME}|${SIGN})`, 'y');
  const tokens: Token[] = [];
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const rest = text.slice(pattern.lastIndex);
    const start = pattern.lastIndex + (rest.length - rest.trimStart().length);
    const match = pattern.exec(text);
    if (!match) return { tokens, unexpected: start };
    const token = match[1] ?? match[2] ?? match[3] ?? '';
    tokens.push({ text: token, at: pattern.lastIndex - token.length });
  }
  return { tokens, unexpected: null };
}
