/**
 * Requests for information between institutions, as correspondent banks share today, made
 * structured (the verbs of COSMIC): request, provide, alert. Whatever a bank knows but does not
 * tell looks the same from outside as a request that nobody read.
 */
import type { Protocol } from '../session/index.js';
import { askingSteps } from './asking.js';
import { type InquiryData, inquiryData, inquiryKinds, NOTHING_YET } from './inquiry-data.js';
import { warningSteps } from './warning.js';

export const inquiry: Protocol<InquiryData, unknown> = {
  name: 'inquiry',
  title: { en: 'Request for information', es: 'Solicitud de información' },
  data: inquiryData,
  begin: { state: 'new', data: NOTHING_YET },
  states: {
    new: { title: { en: 'New', es: 'Nueva' } },
    requested: { title: { en: 'Requested, awaiting answer', es: 'Solicitada, en espera' } },
    to_answer: { title: { en: 'To be answered here', es: 'Por contestar aquí' } },
    refusing: {
      title: { en: 'Will not be answered', es: 'No se contestará' },
    },
    overdue: { title: { en: 'Overdue', es: 'Vencida' } },
    answered: { title: { en: 'Answered', es: 'Contestada' } },
    refused: {
      title: { en: 'Refused or unanswered', es: 'Rechazada o sin respuesta' },
      ends: true,
    },
    alerted: { title: { en: 'Alert given', es: 'Alerta dada' } },
    revoking: { title: { en: 'Being taken back', es: 'En revocación' } },
    revoked: { title: { en: 'Taken back', es: 'Revocada' }, ends: true },
    closed: { title: { en: 'Closed', es: 'Cerrada' }, ends: true },
  },
  kinds: inquiryKinds,
  steps: [...askingSteps, ...warningSteps],
};
