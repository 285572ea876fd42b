import { z } from 'zod';
import { listed, nearest, quoted, suggest } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import { fileShape } from '../shape.ts';
import type { LooseFile } from '../shape.ts';

/** Whether everything has the right keys and types; what has not is reported and taken out of `rest`. */
export function checkShape(data: unknown): { readonly findings: readonly Finding[]; readonly rest: LooseFile } {
  const { error } = fileShape.safeParse(data);
  if (!error) return { findings: [], rest: data as LooseFile };
  const findings = error.issues.flatMap((issue) => toFindings(issue, data));
  const rest: unknown = structuredClone(data);
  for (const { path } of findings) takeOut(rest, path);
  const isMapping = typeof rest === 'object' && rest !== null && !Array.isArray(rest);
  return { findings, rest: isMapping ? rest : {} };
}

function toFindings(issue: z.core.$ZodIssue, data: unknown): Finding[] {
  const path = issue.path as Path;
  const found = valueAt(data, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const keys = keysAt(path);
        const near = nearest(key, keys);
        const instead = near === null ? `; the keys here are ${listed(keys, 'and')}.` : `; did you mean “${near}”?`;
        return { path: [...path, key], sentence: `${quoted(key)} is not a key here${instead}` };
      });
    case 'invalid_type':
      return [{ path, sentence: typeSentence(issue.expected, found) }];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (typeof found !== 'string') return [{ path, sentence: typeSentence(listed(values), found) }];
      return [{ path, sentence: `${quoted(found)} is not possible here${suggest(found, values)}` }];
    }
    case 'too_small':
      return [
        {
          path,
          sentence:
            issue.origin === 'array'
              ? 'The list is empty: write one, or leave the key out.'
              : `It must be ${issue.minimum} or more.`,
        },
      ];
    case 'too_big':
      return [{ path, sentence: `It must be ${issue.maximum} or less.` }];
    default:
      return [{ path, sentence: issue.message }];
  }
}

const expectedWords: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function typeSentence(expected: string, found: unknown): string {
  const wanted = expectedWords[expected] ?? expected;
  if (found === undefined) return `It is missing: write ${wanted}.`;
  if (found === null) return `It is empty: write ${wanted}, or leave the key out.`;
  if (expected === 'string' && typeof found !== 'object') return `It must be ${wanted}: write it in quotes.`;
  return `It must be ${wanted}, not ${foundWord(found)}.`;
}

function foundWord(found: unknown): string {
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object') return 'a mapping';
  return quoted(JSON.stringify(found).replace(/^"|"$/g, ''));
}

function keysAt(path: Path): string[] {
  let schema: unknown = fileShape;
  for (const part of path) {
    schema = unwrapped(schema);
    if (schema instanceof z.ZodObject) schema = (schema.shape as Record<string, unknown>)[part];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
  }
  schema = unwrapped(schema);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Record<string | number, unknown>)[part];
  }, data);
}

/** List elements leave a hole, so that the positions of the others stay what they are in the file. */
function takeOut(data: unknown, path: Path): void {
  const parent = valueAt(data, path.slice(0, -1));
  const last = path[path.length - 1];
  if (typeof parent !== 'object' || parent === null || last === undefined) return;
  if (Array.isArray(parent)) parent[Number(last)] = undefined;
  else Reflect.deleteProperty(parent, last);
}
