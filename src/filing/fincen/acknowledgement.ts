import { Fault } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { readXmlUnits } from '../document/read-xml.js';
import type { FileSource } from '../examine.js';
import { type AcknowledgedError, placeErrors } from './place-errors.js';

/**
 * FinCEN's answer to a batch. What it means is FinCEN's to say: `status` is quoted as it stands,
 * and so are levels and sentences.
 */
export interface Acknowledgement {
  /** `StatusCode` of the batch; empty where the file has none. */
  readonly status: string;
  readonly submission_status: string;
  /** In the order of the file, which is that of the batch. */
  readonly activities: readonly AcknowledgedActivity[];
  /** All errors, each once; those about the batch as a whole have no activity. */
  readonly errors: readonly AcknowledgedError[];
  /** How many of them could not be put at a field of the file that was sent. */
  readonly unplaced: number;
  /** How many reports the file has that was sent; null: it is not at hand. */
  readonly reports: number | null;
}

export interface AcknowledgedActivity {
  /** From 1. */
  readonly ordinal: number;
  readonly bsa_id: string | null;
  readonly errors: readonly AcknowledgedError[];
}

/**
 * Reads an acknowledgement and, where the file that was sent is at hand, puts each error at its
 * field there and in the neutral filing. Throws a Fault `filing.ack_root` for another file, and
 * those of the XML reader.
 */
export async function readAcknowledgement(
  answer: FileSource,
  sent: FileSource | null = null,
): Promise<Acknowledgement> {
  const bare: ToldActivity[] = [];
  const told: AcknowledgedError[] = [];
  let [root, submission_status]: [DocumentNode | null, string] = [null, ''];
  const source = { file: answer.file, numbered: 'SeqNum', bytes_max: BYTES_MAX };
  for await (const part of readXmlUnits(answer.open(), UNIT, source)) {
    if (part.kind === 'end') {
      root = part.root;
      continue;
    }
    const inner = part.frame.children.find(({ name }) => name === UNIT[1]);
    submission_status = inner?.attributes.StatusCode ?? submission_status;
    if (part.kind === 'unit') {
      bare.push({ ordinal: bare.length + 1, bsa_id: textOf(part.unit, 'BSAID') || null });
      told.push(...errorsIn(part.unit, bare.length));
    } else told.push(...errorsIn(part.frame, null));
  }
  const status = root?.attributes.StatusCode;
  const isAnswer = root?.name === UNIT[0] && (status !== undefined || bare.length > 0);
  if (!root || !isAnswer)
    throw new Fault('filing.ack_root', { root: root?.name ?? '' }, { file: answer.file });
  const all = merged([...told, ...errorsIn(root, null)]);
  const placed = sent ? await placeErrors(all, sent) : null;
  const errors = placed?.errors ?? all;
  const activities = bare.map((each) => ({
    ...each,
    errors: errors.filter(({ activity }) => activity === each.ordinal),
  }));
  const unplaced = errors.filter(({ at }) => at === null).length;
  const reports = placed?.reports ?? null;
  return { status: status ?? '', submission_status, activities, errors, unplaced, reports };
}

type ToldActivity = Omit<AcknowledgedActivity, 'errors'>;

const UNIT = ['EFilingBatchXML', 'EFilingSubmissionXML', 'EFilingActivityXML'] as const;
const BYTES_MAX = 1_000_000_000;

/** Every element inside that bears an error; an empty one tells of none. */
function errorsIn(node: DocumentNode, activity: number | null): AcknowledgedError[] {
  const own = errorOf(node, activity);
  if (own) return [own];
  return node.children
    .filter((child) => activity !== null || child.name !== UNIT[2])
    .flatMap((child) => errorsIn(child, activity));
}

function errorOf(node: DocumentNode, activity: number | null): AcknowledgedError | null {
  const [context, element, level, text, code] = [
    textOf(node, 'ErrorContextText').replaceAll(/\s+/gu, ''),
    textOf(node, 'ErrorElementNameText'),
    textOf(node, 'ErrorLevelText'),
    textOf(node, 'ErrorText'),
    textOf(node, 'ErrorTypeCode'),
  ];
  if (context + element + level + text + code === '') return null;
  const said = { activity, level, code, text, element, context };
  return { ...said, times: 1, place: node.place, at: null, why_unplaced: 'not_sent' };
}

function textOf(node: DocumentNode, name: string): string {
  const found = node.children.find((child) => child.name === name);
  return found ? found.text.replaceAll(/\s+/gu, ' ').trim() : '';
}

/** The same error told twice is one, told twice. */
function merged(errors: readonly AcknowledgedError[]): AcknowledgedError[] {
  const known = new Map<string, AcknowledgedError>();
  for (const error of errors) {
    const { activity, code, element, context, text } = error;
    const key = JSON.stringify([activity, code, element, context, text]);
    const before = known.get(key);
    known.set(key, before ? { ...before, times: before.times + 1 } : error);
  }
  return [...known.values()];
}
