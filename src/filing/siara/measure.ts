import type { MeasureKind, OrderMeasure } from './order.js';
import type { PartText } from './part.js';
import { unaccented } from './unaccented.js';

/**
 * What the words of an order ask for, with the words themselves: a hint for the queue it goes to,
 * never an order to a machine. “Desembargo” is no “embargo”, and a removal from the list of blocked
 * persons names the list too.
 */
export function measuresIn({ text, path, place }: PartText): OrderMeasure[] {
  const plain = unaccented(text);
  const is_taken = new Array<boolean>(plain.length).fill(false);
  const found: OrderMeasure[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const { 0: words, index } of plain.matchAll(pattern)) {
      if (is_taken.slice(index, index + words.length).includes(true)) continue;
      is_taken.fill(true, index, index + words.length);
      const said = text.slice(index, index + words.length).replace(/\s+/g, ' ');
      found.push({ kind, words: said, at: { path, place, offset: index } });
    }
  }
  return found.sort((a, b) => a.at.offset - b.at.offset);
}

/** Within one sentence. */
const NEAR = '[^.;]{0,120}?';
const LIST = 'LISTA\\s+DE\\s+PERSONAS\\s+BLOQUEADAS';
const REMOVED =
  '\\b(?:ELIMIN|EXCLU|EXCLUS|REMO[CV]|RETIR|' +
  'SUPR[EI]|CANCEL|DESINCORPOR)[A-Z]*|\\b(?:DA|DAR|CAUSA|SEA) (?:DADO |DADA )?DE BAJA|\\bBAJA';
const ENDED =
  '\\b(?:LEVANT|CANCEL|LIBER|REVO[CQ]|DEJ[AEO])[A-Z]*\\s+(?:SIN\\s+EFECTOS?\\s+)?(?:EL\\s+|' +
  'LA\\s+|DEL\\s+|DE\\s+LA\\s+|LOS\\s+|LAS\\s+)?';

/** In order of telling: what an earlier one takes, a later one does not see. */
const PATTERNS: readonly (readonly [MeasureKind, RegExp])[] = [
  ['delist', new RegExp(`(?:${REMOVED})${NEAR}${LIST}|${LIST}${NEAR}(?:${REMOVED})`, 'g')],
  ['list', new RegExp(`${LIST}|\\bACUERDO\\s+DE\\s+INCLUSION`, 'g')],
  [
    'release',
    new RegExp(
      '\\b(?:DESEMBARG|DESBLOQUE|DESASEGUR|DESINMOVILI[ZS]|DESCONGEL)[A-Z]*' +
        `|${ENDED}(?:ASEGURAMIENTO|EMBARGO|BLOQUEO|INMOVILIZACION|SUSPENSION|MEDIDA|CUENTAS?)`,
      'g',
    ),
  ],
  [
    'freeze',
    new RegExp(
      [
        String.raw`\b(?:ASEGUR(?:AMIENTO|AR|E|EN|ESE|ADAS?|ADOS?)|INMOVILI[ZS][A-Z]*|EMBARG[A-Z]*|`,
        String.raw`BLOQUE(?:O|AR|E|EN|ESE)|CONGEL[A-Z]*|SUSPENSION\s+DE\s+(?:ACTOS|OPERACIONES|`,
        String.raw`SERVICIOS))\b`,
      ].join(''),
      'g',
    ),
  ],
  [
    'transfer',
    new RegExp(
      [
        String.raw`\b(?:TRANSFI(?:ERA|ERAN|RIENDO|ERE)|TRANSFERIR|PONGA\s+A\s+DISPOSICION|`,
        String.raw`ENTREGA\s+DE\s+(?:LOS\s+)?RECURSOS)\b`,
      ].join(''),
      'g',
    ),
  ],
  [
    'information',
    new RegExp(
      [
        String.raw`\b(?:INFORM(?:E|EN|AR|ACION)|PROPORCION(?:E|EN|AR)|REMIT(?:A|AN|IR)|`,
        String.raw`ESTADOS?\s+DE\s+CUENTA|DOCUMENTACION|COPIA\s+CERTIFICADA)\b`,
      ].join(''),
      'g',
    ),
  ],
];
