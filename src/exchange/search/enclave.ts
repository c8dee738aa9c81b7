/**
 * The enclave of a search: its list, what is being compared, and what was found, in records apart.
 * They are sealed with a secret of the session, so that whoever reads the table reads nothing; only
 * the steps of this protocol open them, and when the search's time is over they are deleted.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import { canonicalJson, type Tables } from '../../store/index.js';
import type { Records, StepContext } from '../session/index.js';
import type { Effect } from '../session/protocol.js';
import { dropRecords, putRecord } from '../session/records.js';

const AREA = 'search.enclave';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

type Place = Pick<StepContext<unknown, { readonly records: Records }>, 'seed' | 'tools'> & {
  readonly session: { readonly id: string };
  readonly now: number;
};

export interface Enclave {
  /** What is kept under a name of this session, or null. */
  read(name: string): Promise<unknown>;
  keep(name: string, value: unknown): Effect;
  forget(name: string): Effect;
  /** Everything of this session. */
  drop(): Effect;
}

/** Opens the enclave of a step's session. The bytes kept are the same if the step runs again. */
export async function openEnclave({ seed, tools, session, now }: Place): Promise<Enclave> {
  const key = await seed('enclave');
  const keyOf = (name: string) => `${session.id}/${name}`;
  return {
    async read(name) {
      const body = await tools.records.find(AREA, keyOf(name));
      return body === null ? null : unseal(key, keyOf(name), body as SealedRecord);
    },
    keep: (name, value) =>
      putRecord({
        area: AREA,
        key: keyOf(name),
        body: seal(key, keyOf(name), value),
        at: isoTime(now),
      }),
    forget: (name) => dropRecords(AREA, keyOf(name)),
    drop: () => {
      const drop = dropRecords(AREA, `${session.id}/`);
      return async (trx) => {
        await drop(trx);
        await sweepEnclaves(trx, now);
      };
    },
  };
}

const DAY_MS = 86_400_000;
/** The time to answer, with what an answer may take to arrive. */
const KEPT_DAYS_MAX = 16;

/** Deletes what an aborted session left, and whatever is older than a search lasts. */
export async function sweepEnclaves(db: Kysely<Tables>, now: number): Promise<void> {
  const oldest = isoTime(now - KEPT_DAYS_MAX * DAY_MS);
  await sql`DELETE FROM exchange_record r WHERE r.area = ${AREA} AND (
    r.at < ${oldest}::timestamptz OR EXISTS (
      SELECT 1 FROM exchange_session s
      WHERE s.id = split_part(r.key, '/', 1) AND s.state = 'aborted'))`.execute(db);
}

interface SealedRecord {
  readonly sealed: string;
}

/** The nonce comes from the content, so that two contents never share one (as in RFC 8452). */
function seal(key: Uint8Array, name: string, value: unknown): SealedRecord {
  const plain = Buffer.from(canonicalJson(value));
  const iv = createHmac('sha256', key).update(name).update('\0').update(plain).digest();
  const cipher = createCipheriv(CIPHER, key, iv.subarray(0, IV_BYTES));
  cipher.setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const whole = Buffer.concat([iv.subarray(0, IV_BYTES), cipher.getAuthTag(), body]);
  return { sealed: whole.toString('base64') };
}

function unseal(key: Uint8Array, name: string, { sealed }: SealedRecord): unknown {
  const whole = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(CIPHER, key, whole.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(whole.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const body = whole.subarray(IV_BYTES + TAG_BYTES);
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString());
  } catch {
    throw new Fault('exchange.search.enclave', { name });
  }
}
