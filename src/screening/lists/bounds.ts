/** What a list may grow to before reading stops and says so: a broken file must not fill memory. */
export const BOUNDS = {
  /** Rejects kept for display; all of them are counted, and `onReject` hears each. */
  rejects_kept_max: 1_000,
  /** Records of one list. The longest, whole OpenSanctions, has some 4 million. */
  records_max: 5_000_000,
  /** Characters of one record: a row, or an element with all that it holds. */
  record_characters_max: 8_000_000,
  /** Open elements within one another. */
  xml_depth_max: 100,
  /** Characters held of what has to be joined before it can be given out: names, addresses, ids. */
  held_characters_max: 400_000_000,
  /** Characters of the beginning of a file, from which its format is told. */
  head_characters: 65_536,
  mapping_bytes_max: 256 * 1024,
  /** Files in a ZIP: more are no list. */
  zip_entries_max: 1_000,
  /** A list in XML shrinks to a fortieth; what grows more than this is a bomb, if it is large. */
  zip_ratio_max: 200,
  zip_small_bytes: 64 * 2 ** 20,
  zip_bytes_max: 32 * 2 ** 30,
} as const;
