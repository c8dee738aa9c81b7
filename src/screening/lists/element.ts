/** An element of a list's XML, and reading it so that nothing of it is forgotten. */

/** By local name. `was_used`: a reader asked for its text, so it is no leftover. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  was_used: boolean;
}

/** Children of a name, in order; a path (`a/b`) goes down. */
export function all(element: XmlElement, path: string): XmlElement[] {
  let here = [element];
  for (const name of path.split('/'))
    here = here.flatMap((each) => each.children.filter((child) => child.name === name));
  return here;
}

/** Texts of the children of a path that are not empty. They count as used. */
export function texts(element: XmlElement, path: string): string[] {
  return all(element, path).flatMap((child) => {
    child.was_used = true;
    return child.text === '' ? [] : [child.text];
  });
}

/** The first of {@link texts}, or null. */
export function text(element: XmlElement, path: string): string | null {
  return texts(element, path)[0] ?? null;
}

/** An attribute that is there and not empty. */
export function attribute(element: XmlElement, name: string): string | null {
  return element.attributes[name]?.trim() || null;
}

/** Texts that no reader asked for, by their path below `element`. */
export function leftovers(element: XmlElement, path = ''): [string, string][] {
  return element.children.flatMap((child) => {
    const here = path === '' ? child.name : `${path}.${child.name}`;
    const own: [string, string][] =
      child.text !== '' && !child.was_used ? [[here, child.text]] : [];
    return [...own, ...leftovers(child, here)];
  });
}
