/** In capitals without accents, and as long as it was, so that places in it hold. */
export function unaccented(text: string): string {
  return [...text]
    .map((character) => {
      const capital = (character.normalize('NFD')[0] ?? '').toUpperCase();
      return character.length === 1 && capital.length === 1
        ? capital
        : '?'.repeat(character.length);
    })
    .join('');
}
