/**
 * Orders of authorities, as Mexican ones are served through the supervisor (SIARA): read, match,
 * freeze or unfreeze with two approvals, reply. The format of the oficio is ours: none is public.
 */
import type { Protocol } from '../session/index.js';
import { orderKinds } from './order-body.js';
import { NOTHING_YET, type OrderData, type OrderTools, orderData } from './order-data.js';
import { orderSteps } from './order-steps.js';

export const order: Protocol<OrderData, OrderTools> = {
  name: 'order',
  title: { en: 'Order of an authority', es: 'Oficio de autoridad' },
  data: orderData,
  begin: { state: 'new', data: NOTHING_YET },
  states: {
    new: { title: { en: 'New', es: 'Nuevo' } },
    served: { title: { en: 'Served', es: 'Notificado' } },
    received: { title: { en: 'Received', es: 'Recibido' } },
    matched: { title: { en: 'Matched with customers', es: 'Cotejado con clientes' } },
    executed: { title: { en: 'Executed', es: 'Ejecutado' } },
    replied: { title: { en: 'Replied', es: 'Contestado' }, ends: true },
  },
  kinds: orderKinds,
  steps: orderSteps,
};
