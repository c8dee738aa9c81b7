/**
 * Tokens under the split key: Finalize((k_US + k_MX)·H(identifier)). The owner masks, each operator
 * multiplies by its own share and proves it, the owner adds up; nobody ever has the whole key.
 */
import { present, sha256 } from '../../base/index.js';
import {
  contextKey,
  type Evaluation,
  evaluate,
  maskInputs,
  openTokens,
  packInputs,
  type Session,
  suiteOf,
  verify,
} from '../group/index.js';
import type { Context } from './monitoring-data.js';
import { TOKEN_BYTES } from './records.js';

const BATCH_MAX = 16_384;
const SIZES = [64, 256, 1_024, 4_096, BATCH_MAX] as const;

export type Country = 'US' | 'MX';

/** What tokens, shares and proofs are bound to: an agreement and one of its epochs. */
const bindingOf = ({ session, epoch }: Context) => ({
  agreement: session.agreement_id,
  epoch: String(epoch),
  purpose: 'monitoring tokens',
});

/** An operator's public key, base64. */
export async function publicShare(context: Context): Promise<string> {
  const pair = contextKey(context.tools.curve, await context.key(SHARE), bindingOf(context));
  pair.secret.fill(0);
  return Buffer.from(pair.public).toString('base64');
}

/** An operator's evaluation of a batch with its share, and the proof. */
export async function evaluateBatch(context: Context, masked: Uint8Array): Promise<Evaluation> {
  const { tools, session } = context;
  const binding = bindingOf(context);
  const seed = await context.seed(`proof ${sha256(masked)}`);
  const pair = contextKey(tools.curve, await context.key(SHARE), binding);
  const key = await tools.group.hold(pair.secret, 'scalar');
  try {
    const bounds = { elements_max: Math.min(session.agreement.elements_max, BATCH_MAX) };
    const proving = { suite: suiteOf(binding), seed };
    return await evaluate(
      tools.group,
      proving,
      { key, public_key: pair.public },
      { masked, bounds },
    );
  } finally {
    await tools.group.forget(key);
  }
}

const SHARE = 'token share';

/** As many as one batch takes, padded with identifiers of nobody to the next size in use. */
export function batchOf({ session }: Context, lacking: readonly string[], batch: number) {
  const max = Math.min(session.agreement.elements_max, BATCH_MAX);
  const real = lacking.slice(0, max);
  const size = Math.min(
    max,
    present(
      SIZES.find((each) => each >= real.length),
      'a size',
    ),
  );
  const nobody = Array.from(
    { length: size - real.length },
    (_, at) => `cifx1|nobody|${session.id}|${batch}|${at}`,
  );
  return { real, padded: [...real, ...nobody] };
}

export async function maskBatch(
  context: Context,
  padded: readonly string[],
  batch: number,
): Promise<Uint8Array> {
  return maskInputs(context.tools.group, await masking(context, batch), packInputs(padded));
}

/** Throws `exchange.proof` where the evaluation is not by the share of that public key. */
export async function verifyPart(
  context: Context,
  masked: Uint8Array,
  { elements, proofs }: Evaluation,
  public_key: string,
): Promise<void> {
  const suite = suiteOf(bindingOf(context));
  const claim = { suite, public_key: bytesOf(public_key), before: masked, after: elements, proofs };
  await verify(context.tools.group, claim);
}

/** Tokens of a batch in hex, from both operators' evaluations, each of which is verified. */
export async function openBatch(
  context: Context,
  batch: { readonly number: number; readonly padded: readonly string[] },
  masked: Uint8Array,
  parts: readonly (Evaluation & { readonly public_key: string })[],
): Promise<readonly string[]> {
  const session = await masking(context, batch.number);
  const inputs = packInputs(batch.padded);
  const bytes = await openTokens(
    context.tools.group,
    session,
    { inputs, masked, width: TOKEN_BYTES },
    parts.map((part) => ({ ...part, public_key: bytesOf(part.public_key) })),
  );
  return batch.padded.map((_, at) =>
    Buffer.from(bytes.subarray(at * TOKEN_BYTES, (at + 1) * TOKEN_BYTES)).toString('hex'),
  );
}

async function masking(context: Context, batch: number): Promise<Session> {
  return { suite: suiteOf(bindingOf(context)), seed: await context.seed(`mask ${batch}`) };
}

export const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
