import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { FiledActivity, Filing } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, many, mark, text } from '../lens/pieces.js';
import { day, dollars } from './fields.js';

/** What is suspected: of a SAR, its boxes, amounts, instruments and technical traces. */
export const suspicion: Piece<Filing> = {
  read(rest) {
    const [own] = rest.take('SuspiciousActivity', (node) => activityLens.read(node), 1);
    if (own === undefined) return {};
    const aside = Object.assign({}, ...ASIDE.map((piece) => piece.read(rest))) as FiledActivity;
    return { activity: { ...own, ...aside } };
  },
  write({ activity }) {
    if (activity === undefined) return [];
    const aside = ASIDE.flatMap((piece) => piece.write(activity));
    return [activityLens.write(activity, 'SuspiciousActivity'), ...aside];
  },
};

type Sign = NonNullable<FiledActivity['signs']>[number];
type Trace = NonNullable<FiledActivity['traces']>[number];
type IpAddress = NonNullable<FiledActivity['ip_addresses']>[number];
type Particular = NonNullable<FiledActivity['particulars']>[number];
type Instrument = NonNullable<FiledActivity['instruments']>[number];

const activityLens: Lens<FiledActivity> = record<FiledActivity>([
  coded('from', 'SuspiciousActivityFromDateText', day),
  coded('to', 'SuspiciousActivityToDateText', day),
  coded('amount', 'TotalSuspiciousAmountText', dollars),
  coded('cumulative', 'CumulativeTotalViolationAmountText', dollars),
  mark('amount_unknown', 'AmountUnknownIndicator', 'Y'),
  mark('no_amount', 'NoAmountInvolvedIndicator', 'Y'),
  many<FiledActivity, Sign>(
    'signs',
    'SuspiciousActivityClassification',
    record<Sign>([
      text('type', 'SuspiciousActivityTypeID'),
      text('subtype', 'SuspiciousActivitySubtypeID'),
      text('other', 'OtherSuspiciousActivityTypeText'),
    ]),
  ),
]);

/** Beside the suspicion in the file, within it in the neutral model. */
const ASIDE: readonly Piece<FiledActivity>[] = [
  many<FiledActivity, IpAddress>(
    'ip_addresses',
    'ActivityIPAddress',
    record<IpAddress>([
      text('address', 'IPAddressText'),
      coded('on', 'ActivityIPAddressDateText', day),
      text('time', 'ActivityIPAddressTimeStampText'),
    ]),
  ),
  many<FiledActivity, Trace>(
    'traces',
    'CyberEventIndicators',
    record<Trace>([
      text('code', 'CyberEventIndicatorsTypeCode'),
      text('value', 'EventValueText'),
      text('other', 'CyberEventTypeOtherText'),
      coded('on', 'CyberEventDateText', day),
      text('time', 'CyberEventTimeStampText'),
    ]),
  ),
  assets('instruments', '6'),
  assets('products', '5'),
  many<FiledActivity, Particular>(
    'particulars',
    'AssetsAttribute',
    record<Particular>([
      text('code', 'AssetAttributeTypeID'),
      text('text', 'AssetAttributeDescriptionText'),
    ]),
  ),
];

const assetLens = record<Instrument>([
  text('code', 'AssetSubtypeID'),
  text('other', 'OtherAssetSubtypeText'),
]);

/** `AssetTypeID` 5 is a product, 6 an instrument or a way to pay. */
function assets(key: 'instruments' | 'products', type: string): Piece<FiledActivity> {
  return {
    read(rest) {
      const found = rest.take('Assets', (node) => assetOf(node, type));
      return found.length > 0 ? { [key]: found } : {};
    },
    write: (activity) =>
      (activity[key] ?? []).map((asset) => {
        const own = assetLens.write(asset, 'Assets');
        return { ...own, children: [...own.children, leaf('AssetTypeID', type)] };
      }),
  };
}

function assetOf(node: DocumentNode, type: string): Instrument | null {
  const types = node.children.filter((child) => child.name === 'AssetTypeID');
  if (types.length !== 1 || types[0]?.text !== type) return null;
  const others = node.children.filter((child) => child.name !== 'AssetTypeID');
  return assetLens.read(branch(node.name, others, node.attributes));
}
