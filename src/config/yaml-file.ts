import { LineCounter, isCollection, isNode, isPair, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { unsafeKey, unsafeKeyIn } from '../lib/unsafe-key.ts';
import { showPath } from './problem.ts';
import type { ConfigProblem, Path } from './problem.ts';

/** A YAML text as plain data, or as far as it can be read. */
export interface YamlFile {
  readonly data: unknown;
  /** Faults of the YAML itself. */
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
  /** Whether `data` is good enough to be checked although there are faults. */
  readonly readable: boolean;
  /** The line (from 1) where a path is written, or the nearest thing above it; null for none. */
  lineOf(path: Path): number | null;
}

/** Reads YAML 1.2. Never throws; a key written twice is a fault, but the rest is still read. */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map((error): ConfigProblem => {
    const { line, col } = lines.linePos(error.pos[0]);
    const duplicate = error.code === 'DUPLICATE_KEY';
    return {
      path: `line ${line}, column ${col}`,
      sentence: duplicate
        ? 'This key stands here twice: keep one of them.'
        : `This is not YAML: ${error.message.replace(/\s+/g, ' ').replace(/\.$/, '')}.`,
      line,
    };
  });
  const warnings = document.warnings.map(
    (warning) => `line ${lines.linePos(warning.pos[0]).line}: ${warning.message.replace(/\s+/g, ' ')}`,
  );
  const converted = convert(document);
  return {
    data: converted.data,
    problems: [...problems, ...converted.problems],
    warnings,
    readable: converted.problems.length === 0 && document.errors.every((error) => error.code === 'DUPLICATE_KEY'),
    lineOf: (path) => lineOf(document, lines, path),
  };
}

function convert(document: Document.Parsed): { data: unknown; problems: ConfigProblem[] } {
  try {
    const data = document.toJS({ maxAliasCount: 100 }) as unknown;
    const unsafe = unsafeKeyIn(data);
    if (unsafe === null) return { data, problems: [] };
    return {
      data,
      problems: [{ path: showPath(unsafe), sentence: `${unsafeKey} can’t be a name: choose another.`, line: null }],
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      data: undefined,
      problems: [{ path: '', sentence: `The file cannot be read: ${why}.`, line: null }],
    };
  }
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: Path): number | null {
  let offset: number | null = null;
  let node: unknown = document.contents;
  for (const part of path) {
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part);
    if (isPair(pair)) {
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else {
      node = node.get(part, true);
      if (isNode(node) && node.range) offset = node.range[0];
    }
  }
  return offset === null ? null : lines.linePos(offset).line;
}
