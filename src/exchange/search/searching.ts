/** The search itself: own identifiers out, masked and padded; tags compared as they come back. */
import { maskInputs, openTokens, packInputs } from '../group/index.js';
import type { Draft } from '../session/index.js';
import type { Effect } from '../session/protocol.js';
import { tokenInputs } from '../subject/index.js';
import { TAG_WIDTH } from './bodies.js';
import type { Enclave } from './enclave.js';
import { type FoundSubject, foundSubjects, type Hit } from './found-subjects.js';
import { BATCH_ROWS, bucketOf, paddingInputs, tagsOf } from './padding.js';
import type { Held, HeldSubject } from './search-book.js';
import { attachment, groupSession, type SearchContext } from './search-data.js';

/** One batch while it is away: what was asked, in its order, and the masked elements. */
interface Pending {
  readonly hits: readonly Hit[];
  readonly masked: string;
}

/** Every batch of every type of the list. The book is read once, as of the list's own date. */
export async function sendBatches(
  context: SearchContext,
  enclave: Enclave,
): Promise<{ readonly send: Draft[]; readonly effects: Effect[] }> {
  const holdings = await readBook(context);
  const send: Draft[] = [];
  const effects: Effect[] = [];
  for (const id_type of context.session.data.list?.id_types ?? []) {
    const subjects = holdings.map(({ id, claims }) => ({ id, claims, is_likely_victim: false }));
    const { inputs } = await tokenInputs(subjects, [id_type]);
    for (let from = 0; from < inputs.length; from += BATCH_ROWS) {
      const batch = send.length;
      const hits = await padded(context, batch, inputs.slice(from, from + BATCH_ROWS));
      const masked = await maskInputs(
        context.tools.group,
        await groupSession(context, `mask ${batch}`, epochOf(context)),
        packInputs(hits.map(({ input }) => input)),
      );
      const kept: Pending = { hits, masked: Buffer.from(masked).toString('base64') };
      effects.push(enclave.keep(`batch/${batch}`, kept));
      send.push({ kind: 'search.masked', body: { batch, id_type }, attachments: [masked] });
    }
  }
  const held = Object.fromEntries(holdings.map((each) => [each.id, each.held]));
  effects.push(enclave.keep('held', held));
  return { send, effects };
}

/** Tokens of a batch, proofs verified, against the list's tags; what agrees is kept, no more. */
export async function compareBatch(
  context: SearchContext,
  enclave: Enclave,
  batch: number,
): Promise<readonly Effect[]> {
  const { group } = context.tools;
  const pending = (await enclave.read(`batch/${batch}`)) as Pending;
  const public_key = Buffer.from(context.session.data.list?.public_key ?? '', 'hex');
  const tokens = await openTokens(
    group,
    await groupSession(context, `mask ${batch}`, epochOf(context)),
    {
      inputs: packInputs(pending.hits.map(({ input }) => input)),
      masked: Uint8Array.from(Buffer.from(pending.masked, 'base64')),
      width: TAG_WIDTH,
    },
    [{ public_key, elements: attachment(context, 0), proofs: attachment(context, 1) }],
  );
  const list = Buffer.from((await enclave.read('tags')) as string, 'base64');
  const listed = new Set(tagsOf(list, TAG_WIDTH));
  const found = pending.hits.filter(({ subjects }, i) => {
    const tag = Buffer.from(tokens.subarray(i * TAG_WIDTH, (i + 1) * TAG_WIDTH)).toString('hex');
    return subjects.length > 0 && listed.has(tag);
  });
  return [enclave.forget(`batch/${batch}`), enclave.keep(`hits/${batch}`, found)];
}

/** What all batches found. */
export async function findings(enclave: Enclave): Promise<readonly FoundSubject[]> {
  const hits: Hit[] = [];
  for (let batch = 0; ; batch++) {
    const found = (await enclave.read(`hits/${batch}`)) as readonly Hit[] | null;
    if (found === null) break;
    hits.push(...found);
  }
  const held = (await enclave.read('held')) as Record<string, readonly Held[]> | null;
  return foundSubjects(hits, held ?? {});
}

async function readBook({ session, tools }: SearchContext): Promise<readonly HeldSubject[]> {
  const { list } = session.data;
  const holdings: HeldSubject[] = [];
  if (list === null) return holdings;
  const window = {
    as_of: Date.parse(list.as_of),
    accounts_since: Date.parse(list.accounts_since),
    payments_since: Date.parse(list.payments_since),
    id_types: list.id_types,
  };
  for await (const holding of tools.book.search.holdings(window)) holdings.push(holding);
  return holdings;
}

async function padded(
  context: SearchContext,
  batch: number,
  inputs: readonly Hit[],
): Promise<readonly Hit[]> {
  const seed = await context.seed(`padding ${batch}`);
  const padding = paddingInputs(seed, bucketOf(inputs.length) - inputs.length);
  return [...inputs, ...padding.map((input) => ({ input, subjects: [] }))];
}

function epochOf({ session, epoch }: SearchContext): number {
  return session.data.list?.epoch ?? epoch;
}
