import { checkIdentifier, type IdentifierFinding } from '../../model/index.js';
import type { FoundAccount } from './order.js';
import type { PartText } from './part.js';
import { unaccented } from './unaccented.js';

/** An account as an element for it gives it. */
export function statedAccount(
  { text, path, place }: PartText,
  institution: string | null,
): FoundAccount {
  const number = text.replace(/[\s.-]/g, '').toUpperCase();
  const shape = shapeOf(number);
  return {
    ...shape,
    number,
    written: text,
    certainty: 'stated',
    institution: institution ?? shape.institution,
    at: { path, place, offset: 0 },
  };
}

/**
 * Account numbers in prose. A number is one where words before it say so (“cuenta”, “CLABE”,
 * “tarjeta”), of itself or of the numbers that it follows in a list; where its own check digit
 * holds; or, said to be only `shaped`, where it has the length of an account and is neither money,
 * date, telephone nor the number of a document.
 */
export function accountsIn({ text, path, place }: PartText): FoundAccount[] {
  const accounts: FoundAccount[] = [];
  let after_named = -1;
  for (const { written, offset } of numbersIn(text)) {
    const number = written.replace(/[ -]/g, '');
    const before = unaccented(text.slice(Math.max(0, offset - LOOK_BACK), offset));
    const is_listed = after_named >= 0 && LISTED.test(text.slice(after_named, offset));
    const is_named = is_listed || NAMED.test(before);
    const shape = shapeOf(number);
    const is_checked = shape.kind !== 'account' && shape.findings.length === 0;
    const is_shaped = is_checked || (SHAPED_LENGTHS.has(number.length) && !OTHER.test(before));
    if (!is_named && !is_shaped) continue;
    if (is_named) after_named = offset + written.length;
    const certainty = is_named ? 'named' : 'shaped';
    accounts.push({ ...shape, number, written, certainty, at: { path, place, offset } });
  }
  return accounts;
}

/** Words that call the number behind them an account, and nothing but its number between. */
const NAMED = new RegExp(
  [
    String.raw`\b(?:CUENTAS?|CTAS?|CLABES?|TARJETAS?|CHEQUERAS?|CONTRATOS?|PLASTICOS?|`,
    String.raw`INVERSION(?:ES)?)\b[^.;\d]{0,60}$`,
  ].join(''),
  '',
);
const LISTED = /^(?:[\s,;:/()#°º."]|y\/o|[yeo](?=\s)|n[oú]ms?\b|numero\b|número\b|la\b|las\b)*$/iu;
/** What else is a long number in an order. */
const OTHER = new RegExp(
  [
    String.raw`\b(?:TEL(?:EFONO)?S?|CEL(?:ULAR)?|FAX|OFICIO|EXPEDIENTE|FOLIO|CREDITO FISCAL|`,
    String.raw`SIARA|NSS|PATRONAL)\b[^;\d]{0,40}$`,
  ].join(''),
  '',
);
const LOOK_BACK = 90;
/** Of a bank's own account, a card (American Express has 15) and a CLABE. */
const SHAPED_LENGTHS: ReadonlySet<number> = new Set([10, 11, 15, 16, 18]);
const CLABE_LENGTH = 18;
const CARD_LENGTHS: ReadonlySet<number> = new Set([15, 16]);

/** Runs of 6 to 20 digits that are no part of a word, an amount, a date or a document's number. */
function numbersIn(text: string): { readonly written: string; readonly offset: number }[] {
  const runs = text.matchAll(/(?<![\p{L}\d/$.,-])\d(?:[ -]?\d)*(?![\p{L}\d/]|-\p{L}|[.,]\d)/gu);
  return [...runs].flatMap((run) => {
    if (/^\d{18}$|^\d{15,16}$/.test(run[0].replace(/[ -]/g, '')) && isGrouped(run[0]))
      return [{ written: run[0], offset: run.index }];
    // Blanks that group nothing part two numbers; a hyphen within one is its own.
    return [...run[0].matchAll(/[\d-]+/g)]
      .filter(([piece]) => /^\d{6,20}$/.test(piece.replaceAll('-', '')) && !isDate(piece))
      .map((piece) => ({ written: piece[0], offset: run.index + piece.index }));
  });
}

/** Cards are written 4-4-4-4 or 4-6-5, a CLABE 3-3-11-1 or in fours. */
function isGrouped(written: string): boolean {
  const lengths = written.split(/[ -]/).map((group) => group.length);
  return ['15', '16', '18', '4,4,4,4', '4,6,5', '3,3,11,1', '4,4,4,4,2', '3,3,4,4,4'].includes(
    lengths.join(','),
  );
}

function isDate(written: string): boolean {
  return /^(?:\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4})$/.test(written);
}

function shapeOf(number: string): Pick<FoundAccount, 'kind' | 'findings' | 'institution'> {
  if (number.length === CLABE_LENGTH && /^\d+$/.test(number)) {
    const { findings, facts } = checkIdentifier('clabe', number);
    return { kind: 'clabe', findings, institution: facts.bank ?? null };
  }
  if (CARD_LENGTHS.has(number.length) && isLuhn(number))
    return { kind: 'card', findings: [], institution: null };
  return { kind: 'account', findings: NONE, institution: null };
}

const NONE: readonly IdentifierFinding[] = [];

/** The check digit of cards (ISO/IEC 7812-1). */
function isLuhn(number: string): boolean {
  if (!/^\d+$/.test(number)) return false;
  const sum = [...number].reverse().reduce((all, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
