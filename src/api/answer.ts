import type { Context } from 'hono';
import { z } from 'zod';
import type { Language, Speaker, Values } from '../base/index.js';

/** A request, with a voice in the language that its client reads. */
export type Asked = Context<ApiEnv>;

export interface ApiEnv {
  readonly Variables: { voice: Speaker };
}

export type Refusal = 400 | 401 | 403 | 404 | 405 | 413 | 422 | 500 | 503;

/** An error as the peers’ clients read it: a body with `detail`. */
export function refuse(context: Asked, status: Refusal, key: string, values?: Values): Response {
  return context.json({ detail: context.var.voice.say(key, values) }, status);
}

/** What was asked, as its schema reads it; or the answer that says what is wrong with it. */
export function readAs<T extends z.ZodType>(
  context: Asked,
  schema: T,
  where: 'body' | 'query',
  asked: unknown,
): { readonly read: z.output<T> } | { readonly refused: Response } {
  const error = LOCALES[context.var.voice.language];
  const parsed = schema.safeParse(asked, { error });
  if (parsed.success) return { read: parsed.data };
  const detail = parsed.error.issues.map(({ code, path, message }) => {
    return { type: code, loc: [where, ...path.map(String)], msg: message };
  });
  return { refused: context.json({ detail }, 422) };
}

/** The JSON of the body, whatever its content type says; or the answer that says what it lacks. */
export async function readJson(
  context: Asked,
): Promise<{ readonly json: unknown } | { readonly refused: Response }> {
  const text = await context.req.text();
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    const type = context.req.header('content-type') ?? '—';
    const reason = error instanceof Error ? error.message : String(error);
    const key = text.trim() === '' ? 'api.no_body' : 'api.json';
    const msg = context.var.voice.say(key, { type, reason });
    const detail = [{ type: 'json_invalid', loc: ['body'], msg }];
    return { refused: context.json({ detail }, 422) };
  }
}

/** Query parameters: one that stands once is a text, one that stands often a list. */
export function paramsOf(context: Asked): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );
}

const LOCALES: Readonly<Record<Language, z.core.$ZodErrorMap>> = {
  en: z.locales.en().localeError,
  es: z.locales.es().localeError,
};
