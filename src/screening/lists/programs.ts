/** Programmes of OFAC's lists as single tags. */

/**
 * The tags of a field that packs several: `SDNT] [SDNTK`, `[SDNT] [SDNTK]`, `SDNT; SDNTK`. A tag
 * under its name of today: the one of Executive Order 14059 lacked its number until September 2022.
 */
export function programTags(packed: string): string[] {
  const tags = packed.split(/\]\s*\[|[[\];,|]/).map((tag) => tag.replace(/\s+/g, ' ').trim());
  return [...new Set(tags.filter((tag) => tag !== '').map((tag) => RENAMED[tag] ?? tag))];
}

const RENAMED: Readonly<Record<string, string>> = {
  'ILLICIT-DRUGS-EO': 'ILLICIT-DRUGS-EO14059',
  'ILLICIT-DRUGS': 'ILLICIT-DRUGS-EO14059',
  'ILLICIT-DRUGS-EO-14059': 'ILLICIT-DRUGS-EO14059',
};

/** Programmes of the consolidated (non-SDN) list, by which its files are told from the SDN's. */
export function isOutsideSdn(tag: string): boolean {
  return /^(NS-|FSE-|561|CMIC|SSI|CAPTA|MBS)/.test(tag);
}
