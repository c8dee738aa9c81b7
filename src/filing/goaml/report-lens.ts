import { branch, leaf, NO_FRAME } from '../document/node.js';
import type { FiledOperation, FiledParty, Filing } from '../filing.js';
import type { FilingLens } from '../format.js';
import { type Piece, record } from '../lens/lens.js';
import { lossesBetween } from '../lens/losses.js';
import { coded, leafValue, many, text, verbatim } from '../lens/pieces.js';
import { always, someOf, under } from '../lens/wrappers.js';
import { adapted } from './adapt.js';
import { completed } from './complete.js';
import { reporterLens, whoPiece } from './party-lens.js';
import { moment } from './pieces.js';

/** A goAML report as a filing, and back; the report is the whole file. */
export function reportLens(form: string): FilingLens {
  const read: FilingLens['read'] = (unit) => ({
    ...report.read(unit ?? branch('report', [])),
    form,
  });
  return {
    read,
    write(filing) {
      const { filing: sayable, losses } = adapted(filing);
      const said = report.write(sayable, 'report');
      const unit = completed(said, sayable);
      return {
        unit,
        frame: NO_FRAME,
        losses: [...losses, ...lossesBetween(sayable, read(said, NO_FRAME))],
      };
    },
    totals: null,
  };
}

/** `rentity_id`: the number by which the FIU knows the filer. */
const filer: Piece<Filing> = {
  read(rest) {
    const [number] = rest.take('rentity_id', (node) => leafValue(node, verbatim), 1);
    if (number === undefined) return {};
    return { parties: [{ role: 'filer', identities: [{ kind: 'rentity_id', number }] }] };
  },
  write({ parties }) {
    const own = parties?.find(({ role }) => role === 'filer');
    const number = own?.identities?.find(({ kind }) => kind === 'rentity_id')?.number;
    return number === undefined ? [] : [leaf('rentity_id', number)];
  },
};

/** What the FIU lists as signs of what is suspected. */
const indicators: Piece<Filing> = {
  read(rest) {
    const found = rest.take('indicator', (node) => leafValue(node, verbatim));
    return found.length > 0 ? { activity: { signs: found.map((type) => ({ type })) } } : {};
  },
  write: ({ activity }) =>
    (activity?.signs ?? []).flatMap(({ type }) =>
      type === undefined ? [] : [leaf('indicator', type)],
    ),
};

/** One block: a form that has one element for it. */
const reason: Piece<Filing> = {
  read(rest) {
    const [block] = rest.take('reason', (node) => leafValue(node, verbatim), 1);
    return block === undefined ? {} : { narrative: [block] };
  },
  write: ({ narrative }) => (narrative?.[0] ? [leaf('reason', narrative[0])] : []),
};

/** A side of a transaction; its element's name says whether it is a customer of the filer's. */
function side(key: 'from' | 'to'): Piece<FiledOperation> {
  const [own, other] = [`t_${key}_my_client`, `t_${key}`];
  const lens = record<FiledParty>([always('role', 'counterparty'), whoPiece(`${key}_`)]);
  return {
    read(rest) {
      const [client] = rest.take(own, (node) => lens.read(node), 1);
      if (client) return { [key]: { ...client, role: 'subject', is_client: true } };
      const [stranger] = rest.take(other, (node) => lens.read(node), 1);
      return stranger ? { [key]: stranger } : {};
    },
    write(operation) {
      const party = operation[key];
      return party ? [lens.write(party, party.is_client ? own : other)] : [];
    },
  };
}

const transaction = record<FiledOperation>([
  text('place', 'transaction_location'),
  text('text', 'transaction_description'),
  moment('on', 'date_transaction'),
  text('kind', 'transmode_code'),
  coded<FiledOperation, string>('amount', 'amount_local', {
    read: (amount) => (/^\d{1,17}(\.\d{1,4})?$/.test(amount) ? amount : null),
    write: (amount) => amount,
  }),
  side('from'),
  side('to'),
]);

const reported = record<FiledParty>([always('role', 'subject'), whoPiece('')]);

const report = record<Filing>([
  filer,
  text('reference', 'entity_reference'),
  text('prior_id', 'prev_rejected_ref_number'),
  moment('filed_on', 'submission_date'),
  someOf<Filing, FiledParty>(
    'parties',
    'reporting_person',
    reporterLens(),
    ({ role }) => role === 'contact',
    1,
  ),
  reason,
  many<Filing, FiledOperation>('operations', 'transaction', transaction),
  under('activity', [
    under('report_parties', [
      someOf<Filing, FiledParty>(
        'parties',
        'report_party',
        reported,
        ({ role }) => role === 'subject',
      ),
    ]),
  ]),
  under('report_indicators', [indicators]),
]);
