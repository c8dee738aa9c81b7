/** Numbers for texts, in the order in which they first come. */
export function createNumbering() {
  const all: string[] = [];
  const numbers = new Map<string, number>();
  const number = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, all.length);
    all.push(text);
    return all.length - 1;
  };
  return { all, numbers, number };
}
