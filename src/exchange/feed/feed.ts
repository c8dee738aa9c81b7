/**
 * Feeds: an authority publishes signed, versioned indicators and rules; a bank verifies them,
 * previews them on its own history, adopts with two pairs of eyes, and says in bands what helped.
 */
import type { Protocol } from '../session/index.js';
import { type FeedData, type FeedTools, feedData, NO_FEED } from './feed-data.js';
import { feedKinds } from './feed-messages.js';
import { publisherSteps } from './publisher-steps.js';
import { subscriberSteps } from './subscriber-steps.js';

export const feed: Protocol<FeedData, FeedTools> = {
  name: 'feed',
  title: { en: 'Feed of an authority', es: 'Boletín de una autoridad' },
  data: feedData,
  begin: { state: 'new', data: NO_FEED },
  states: {
    new: { title: { en: 'New', es: 'Nuevo' } },
    publishing: { title: { en: 'Publishing', es: 'Publicando' } },
    received: { title: { en: 'Received', es: 'Recibido' } },
    gap: { title: { en: 'Editions missing', es: 'Faltan ediciones' } },
    previewed: { title: { en: 'Previewed', es: 'Probado en la historia propia' } },
    adopted: { title: { en: 'Adopted', es: 'Adoptado' } },
    declined: { title: { en: 'Declined', es: 'No adoptado' } },
    contradicted: {
      title: { en: 'Publisher contradicts itself', es: 'La autoridad se contradice' },
    },
  },
  kinds: feedKinds,
  steps: [...publisherSteps, ...subscriberSteps],
};
