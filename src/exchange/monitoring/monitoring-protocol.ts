/**
 * Joint monitoring between a hub, banks, and the two operators of the tokens' split key. One
 * session of the hub goes with one at each bank, and one at an operator for each batch.
 */
import { anyProtocol, type Protocol } from '../session/index.js';
import {
  contribute,
  mayContribute,
  retry,
  showLearned,
  takeAsks,
  takeEvaluated,
  takeHits,
  takeInvitation,
} from './bank-steps.js';
import {
  goOnWithout,
  invite,
  run,
  showFound,
  takeAnswer,
  takeContribution,
  takeKey,
} from './hub-steps.js';
import {
  close,
  type MonitoringData,
  type MonitoringTools,
  monitoringData,
  NO_MONITORING,
} from './monitoring-data.js';
import { monitoringKinds } from './monitoring-messages.js';
import { evaluateForBank, tellKey } from './operator-steps.js';

const HUB = ['exchange_officer', 'authority_officer'] as const;
const BANK = ['exchange_officer', 'compliance_officer'] as const;

const protocol: Protocol<MonitoringData, MonitoringTools> = {
  name: 'monitoring',
  title: { en: 'Joint monitoring', es: 'Monitoreo conjunto' },
  many: true,
  data: monitoringData,
  begin: { state: 'new', data: NO_MONITORING },
  states: {
    new: { title: { en: 'New', es: 'Nueva' } },
    asking_keys: { title: { en: 'Asks for public keys', es: 'Pide claves públicas' } },
    collecting: { title: { en: 'Takes contributions', es: 'Recibe aportaciones' } },
    asking: { title: { en: 'Asks an owner', es: 'Pregunta a un titular' } },
    told: { title: { en: 'Owners were told', es: 'Titulares informados' } },
    evaluated: { title: { en: 'Evaluated', es: 'Evaluada' }, ends: true },
    invited: { title: { en: 'Invited', es: 'Invitada' } },
    tokenising: { title: { en: 'Waits for tokens', es: 'Espera tokens' } },
    contributed: { title: { en: 'Contributed', es: 'Aportada' } },
    learned: { title: { en: 'Told of its own', es: 'Informada de lo suyo' } },
    closed: { title: { en: 'Epoch over', es: 'Época terminada' }, ends: true },
  },
  kinds: monitoringKinds,
  steps: [
    {
      from: ['new'],
      to: ['asking_keys'],
      on: { action: 'invite', roles: HUB, approvals: 1 },
      run: invite,
    },
    { from: ['new'], to: ['evaluated'], on: { message: 'monitoring.key_asked' }, run: tellKey },
    {
      from: ['asking_keys'],
      to: ['asking_keys', 'collecting'],
      on: { message: 'monitoring.key_told' },
      run: takeKey,
    },
    { from: ['new'], to: ['invited'], on: { message: 'monitoring.invited' }, run: takeInvitation },
    {
      from: ['invited'],
      to: ['tokenising', 'contributed'],
      on: { action: 'contribute', roles: BANK, approvals: 2 },
      run: contribute,
      check: mayContribute,
    },
    {
      from: ['new'],
      to: ['evaluated'],
      on: { message: 'monitoring.masked' },
      run: evaluateForBank,
    },
    {
      from: ['tokenising'],
      to: ['tokenising'],
      on: { action: 'retry', roles: BANK, approvals: 1 },
      run: retry,
    },
    {
      from: ['tokenising'],
      to: ['tokenising', 'contributed', 'learned'],
      on: { message: 'monitoring.evaluated' },
      run: takeEvaluated,
    },
    {
      from: ['collecting'],
      to: ['collecting'],
      on: { message: 'monitoring.contributed' },
      run: takeContribution,
    },
    {
      from: ['collecting'],
      to: ['asking', 'told'],
      on: { action: 'run', roles: HUB, approvals: 1 },
      run,
    },
    {
      from: ['contributed'],
      to: ['tokenising', 'contributed'],
      on: { message: 'monitoring.asked' },
      run: takeAsks,
    },
    {
      from: ['asking'],
      to: ['asking', 'told'],
      on: { message: 'monitoring.answered' },
      run: takeAnswer,
    },
    {
      from: ['asking'],
      to: ['asking', 'told', 'closed'],
      on: { deadline: true },
      run: goOnWithout,
    },
    {
      from: ['contributed'],
      to: ['tokenising', 'learned'],
      on: { message: 'monitoring.hits' },
      run: takeHits,
    },
    {
      from: ['told', 'collecting'],
      to: ['told', 'collecting'],
      on: { action: 'show', roles: HUB, approvals: 1 },
      run: showFound,
    },
    {
      from: ['learned'],
      to: ['learned'],
      on: { action: 'show', roles: BANK, approvals: 1 },
      run: showLearned,
    },
    {
      from: [
        ...['asking_keys', 'collecting', 'told'],
        ...['invited', 'tokenising', 'contributed', 'learned'],
      ],
      to: ['closed'],
      on: { deadline: true },
      run: close,
    },
  ],
};

export const monitoring = anyProtocol(protocol);
