import type { ErrorDetail, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { Fault } from '../../base/index.js';

/** What libxml2 says of one line of a document. */
export interface Problem {
  readonly line: number;
  readonly said: string;
}

/** A compiled official schema. It holds memory outside JavaScript until it is closed. */
export interface CompiledXsd {
  /** What is wrong with a document; empty: valid. */
  problems(xml: string): Problem[];
  close(): void;
}

/**
 * Opens libxml2 (as WebAssembly). It gets texts alone: no file, no network, no DTD is ever loaded,
 * since nothing is registered that could load one.
 */
export async function openCompiler(): Promise<(xsd: Uint8Array, file: string) => CompiledXsd> {
  const xml = await import('libxml2-wasm');
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE, XML_PARSE_BIG_LINES } = xml.ParseOption;
  const option = XML_PARSE_NONET | XML_PARSE_NO_XXE | XML_PARSE_BIG_LINES;
  const problemsOf = (error: unknown): Problem[] => {
    if (!(error instanceof xml.XmlLibError)) throw error;
    return found(error.details, error.message);
  };
  return (bytes, file) => {
    let schema: XmlDocument | null = null;
    let validator: XsdValidator;
    try {
      schema = xml.XmlDocument.fromBuffer(bytes, { option });
      validator = xml.XsdValidator.fromDoc(schema);
    } catch (error) {
      schema?.dispose();
      if (!(error instanceof xml.XmlError)) throw error;
      const [first] = problemsOf(error);
      const reason = first?.said ?? error.message;
      throw new Fault('filing.schema.compile', { reason }, { file, line: first?.line ?? 1 });
    }
    const own = schema;
    return {
      problems(text) {
        let document: XmlDocument | null = null;
        try {
          document = xml.XmlDocument.fromBuffer(Buffer.from(text), { option });
          validator.validate(document);
          return [];
        } catch (error) {
          return problemsOf(error);
        } finally {
          document?.dispose();
        }
      },
      close() {
        validator.dispose();
        own.dispose();
      },
    };
  };
}

const WARNING = 1;

/** Of one element, a facet's error is followed by one that says the same less well. */
function found(details: readonly ErrorDetail[], message: string): Problem[] {
  const problems: Problem[] = [];
  for (const { level, line, message: said } of details) {
    if (level <= WARNING) continue;
    const is_echo =
      /is not a valid value of the (atomic|union|list) type/.test(said) &&
      problems.some((each) => each.line === line);
    if (!is_echo) problems.push({ line, said: plain(said) });
  }
  return problems.length > 0 ? problems : [{ line: 1, said: plain(message) }];
}

function plain(said: string): string {
  return said.replace(/\{[^{}\s]*\}(?=\w)/g, '').trim();
}
