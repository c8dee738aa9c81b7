/**
 * Discovery: two institutions find out whom both suspect, without showing the others. One run has
 * one learner; for both ways there are two runs.
 */
import type { Protocol, StepRule } from '../session/index.js';
import { ALL_CHECKS, type Checks } from './checks.js';
import { type DiscoveryData, discoveryData, discoveryKinds, NO_DATA } from './discovery-data.js';
import type { DiscoveryTools } from './discovery-tools.js';
import type { Context } from './run-material.js';
import { acceptInput, consider, propose, proposeInput, readInput, takePart } from './take-part.js';
import {
  begin,
  count,
  evaluateBatch,
  hearClosing,
  hearFollowUp,
  learn,
  reveal,
  show,
} from './two-stages.js';

type Rule = StepRule<DiscoveryData, DiscoveryTools>;

const EXCHANGE = ['exchange_officer'] as const;
const READERS = ['exchange_officer', 'compliance_officer'] as const;

/** The protocol with all its checks; a test gives others, to see an attack succeed. */
export function discoveryProtocol(
  checks: Checks = ALL_CHECKS,
): Protocol<DiscoveryData, DiscoveryTools> {
  return {
    name: 'discovery',
    title: { en: 'Discovery of shared subjects', es: 'Descubrimiento de sujetos en común' },
    data: discoveryData,
    begin: { state: 'new', data: NO_DATA },
    states,
    kinds: discoveryKinds,
    steps: [...beginning(checks), ...stageOne(checks), ...stageTwo],
  };
}

const states = {
  new: { title: { en: 'Not proposed yet', es: 'Sin proponer' } },
  proposed: { title: { en: 'Proposed, waits for the peer', es: 'Propuesto, espera al par' } },
  offered: { title: { en: 'Waits for our officers', es: 'Espera a nuestros oficiales' } },
  awaiting_batch: {
    title: { en: 'Waits for the learner’s batch', es: 'Espera el lote de quien aprende' },
  },
  awaiting_count: { title: { en: 'Waits for the count', es: 'Espera el conteo' } },
  evaluated: { title: { en: 'Counted by the learner', es: 'Conteo en manos de quien aprende' } },
  counted: {
    title: { en: 'Band known, officers decide', es: 'Rango conocido, deciden los oficiales' },
  },
  asked: {
    title: { en: 'The learner asks which', es: 'Quien aprende pregunta cuáles' },
  },
  awaiting_reveal: { title: { en: 'Waits for which', es: 'Espera saber cuáles' } },
  learned: { title: { en: 'Shared subjects known', es: 'Sujetos en común conocidos' }, ends: true },
  revealed: { title: { en: 'Revealed', es: 'Revelado' }, ends: true },
  count_known: { title: { en: 'Band known', es: 'Rango conocido' }, ends: true },
  counted_out: { title: { en: 'Count given', es: 'Conteo entregado' }, ends: true },
  closed: { title: { en: 'Closed after the count', es: 'Cerrado tras el conteo' }, ends: true },
} as const;

const beginning = (checks: Checks): readonly Rule[] => [
  {
    from: ['new'],
    to: ['proposed'],
    on: { action: 'propose', roles: EXCHANGE, approvals: 2 },
    run: (context) => propose(context, checks),
    check: (context) => readInput(proposeInput, context),
  },
  {
    from: ['new'],
    to: ['offered', 'awaiting_batch'],
    on: { message: 'discovery.proposed' },
    run: (context) => consider(context, checks),
  },
  {
    from: ['offered'],
    to: ['awaiting_batch', 'awaiting_count'],
    on: { action: 'accept', roles: EXCHANGE, approvals: 2 },
    run: (context) => takePart(context, checks, readInput(acceptInput, context)),
    check: (context) => readInput(acceptInput, context),
  },
];

const stageOne = (checks: Checks): readonly Rule[] => [
  {
    from: ['proposed'],
    to: ['awaiting_count'],
    on: { message: 'discovery.accepted' },
    run: (context) => begin(context, checks),
  },
  {
    from: ['proposed', 'awaiting_batch'],
    to: ['evaluated', 'counted_out'],
    on: { message: 'discovery.blinded' },
    run: (context) => evaluateBatch(context, checks),
  },
  {
    from: ['awaiting_count'],
    to: ['counted', 'awaiting_reveal', 'count_known'],
    on: { message: 'discovery.counted' },
    run: (context) => count(context, checks),
  },
];

const stageTwo: readonly Rule[] = [
  {
    from: ['counted'],
    to: ['awaiting_reveal'],
    on: { action: 'ask', roles: EXCHANGE, approvals: 2 },
    run: (context) => sayOn(context, 'discovery.asked', 'awaiting_reveal'),
  },
  {
    from: ['counted'],
    to: ['closed'],
    on: { action: 'close', roles: EXCHANGE, approvals: 1 },
    run: (context) => sayOn(context, 'discovery.closed', 'closed'),
  },
  ...['discovery.asked', 'discovery.followed'].map(
    (message): Rule => ({
      from: ['evaluated'],
      to: ['asked', 'revealed'],
      on: { message },
      run: hearFollowUp,
    }),
  ),
  {
    from: ['evaluated'],
    to: ['closed'],
    on: { message: 'discovery.closed' },
    run: hearClosing,
  },
  {
    from: ['asked'],
    to: ['revealed'],
    on: { action: 'reveal', roles: EXCHANGE, approvals: 2 },
    run: reveal,
  },
  {
    from: ['awaiting_reveal'],
    to: ['learned'],
    on: { message: 'discovery.revealed' },
    run: learn,
  },
  // Not while a reveal is awaited: who knows the band could still act on it.
  {
    from: ['counted', 'learned', 'count_known', 'closed'],
    to: ['counted', 'learned', 'count_known', 'closed'],
    on: { action: 'show', roles: READERS, approvals: 1 },
    run: show,
  },
];

function sayOn({ session }: Context, kind: string, state: string) {
  return { state, data: session.data, send: [{ kind, body: {} }] };
}
