import type { FiledParty } from '../filing.js';
import type { Draft } from '../obligation/index.js';
import { cnbvFilers, fincenFilers } from './filer-parties.js';
import type { FilingInstitution } from './institution.js';

/**
 * A draft that payments oblige to, with those who file it in front of whom it is about, as its form
 * has them. Gaps keep pointing at what they point at.
 */
export function withFilers(draft: Draft, institution: FilingInstitution): Draft {
  const { gaps } = draft;
  const filing = { ...draft.filing, form: formOf(draft.filing.form, institution) };
  const filers = filersOf(filing.form, institution, filing.activity);
  const shift = (path: string) =>
    path.replace(/^parties\[(\d+)\]/, (_, index) => `parties[${Number(index) + filers.length}]`);
  return {
    ...draft,
    filing: { ...filing, parties: [...filers, ...(filing.parties ?? [])] },
    gaps: gaps.map((gap) => ({ ...gap, path: shift(gap.path) })),
  };
}

/** Of relevant operations, banks file other columns than the rest. */
function formOf(form: string, { cnbv }: FilingInstitution): string {
  return form === 'cnbv-ror' && cnbv?.sector !== 'other' ? 'cnbv-ror-bank' : form;
}

type Cash = { readonly cash_in?: string | undefined; readonly cash_out?: string | undefined };

function filersOf(form: string, institution: FilingInstitution, cash: Cash = {}): FiledParty[] {
  if (form.startsWith('cnbv-')) return cnbvFilers(institution, form.endsWith('-bank'));
  if (!form.startsWith('fincen-')) return [];
  const parties = fincenFilers(institution);
  if (form === 'fincen-8300') return parties.flatMap(asBusiness);
  // The report says how much passed through each place: here all of it through the institution.
  const { cash_in, cash_out } = cash;
  const passed = { ...(cash_in ? { cash_in } : {}), ...(cash_out ? { cash_out } : {}) };
  return parties.map((each) => (each.role === 'activity_location' ? { ...each, ...passed } : each));
}

/** On Form 8300 the filer is the business that received the cash; it has no place of activity. */
function asBusiness(party: FiledParty): FiledParty[] {
  if (party.role === 'activity_location') return [];
  return [party.role === 'filer' ? { ...party, role: 'recipient' } : party];
}
