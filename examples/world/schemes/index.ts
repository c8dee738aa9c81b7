/**
 * Every kind of laundering that the example can plant. The order fixes their ranges of ids: a new
 * kind goes last, so that the others keep theirs.
 */
import type { SchemeKind } from '../stage.js';
import { armouredExit } from './armoured-exit.js';
import { cashToRemittances } from './cash-to-remittances.js';
import { cityCircuit } from './city-circuit.js';
import { concentratingAccount } from './concentrating-account.js';
import { cryptoGrooming } from './crypto-grooming.js';
import { cryptoOfframp } from './crypto-offramp.js';
import { ctrStructuring } from './ctr-structuring.js';
import { customsCash } from './customs-cash.js';
import { dormantDrain } from './dormant-drain.js';
import { funnelAccount } from './funnel-account.js';
import { funnelDrain } from './funnel-drain.js';
import { gatherScatter } from './gather-scatter.js';
import { illicitSpa } from './illicit-spa.js';
import { layeredChain } from './layered-chain.js';
import { layeringCycle } from './layering-cycle.js';
import { listedInstitution } from './listed-institution.js';
import { microRemittances } from './micro-remittances.js';
import { mirrorSwap } from './mirror-swap.js';
import { muleCashOut } from './mule-cash-out.js';
import { muleStudent } from './mule-student.js';
import { officialFunds } from './official-funds.js';
import { p2pCardPayoff } from './p2p-card-payoff.js';
import { payrollShell } from './payroll-shell.js';
import { pillPress } from './pill-press.js';
import { precursorPurchases } from './precursor-purchases.js';
import { romanceMule } from './romance-mule.js';
import { scatterGather } from './scatter-gather.js';
import { smugglingPayee } from './smuggling-payee.js';
import { smurfingRing } from './smurfing-ring.js';
import { tbmlExporter } from './tbml-exporter.js';
import { timeshareFraud } from './timeshare-fraud.js';
import { tradeFlowThrough } from './trade-flow-through.js';
import { usdCashCap } from './usd-cash-cap.js';
import { wageCollector } from './wage-collector.js';

export const SCHEME_KINDS: readonly SchemeKind[] = [
  armouredExit,
  cityCircuit,
  cryptoOfframp,
  ctrStructuring,
  customsCash,
  dormantDrain,
  funnelAccount,
  funnelDrain,
  gatherScatter,
  illicitSpa,
  layeredChain,
  layeringCycle,
  listedInstitution,
  muleStudent,
  officialFunds,
  p2pCardPayoff,
  payrollShell,
  pillPress,
  precursorPurchases,
  romanceMule,
  scatterGather,
  smugglingPayee,
  smurfingRing,
  tbmlExporter,
  timeshareFraud,
  tradeFlowThrough,
  usdCashCap,
  wageCollector,
  cashToRemittances,
  concentratingAccount,
  cryptoGrooming,
  microRemittances,
  mirrorSwap,
  muleCashOut,
];
