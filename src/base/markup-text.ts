/** Text as HTML and SVG may carry it; control characters, which neither may, show as U+FFFD. */
export function escapeMarkup(text: string): string {
  return text.replace(UNSAFE, (character) => ENTITIES[character] ?? '\uFFFD');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass.
const UNSAFE = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
