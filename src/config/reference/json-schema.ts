import { described } from './described.ts';
import { bareSchema } from './keys.ts';
import type { SchemaNode } from './keys.ts';

/**
 * The JSON Schema of latchkey.yml for editors: each key with what it means. It checks the form only; `latchkey config check`
 * also knows what the names mean.
 */
export function configSchema(): SchemaNode {
  const { $schema, ...shape } = bareSchema();
  return {
    $schema,
    title: 'latchkey.yml',
    description: 'What can be requested with Latchkey, and who decides.',
    ...withWords(shape, ''),
  };
}

function withWords(node: SchemaNode, path: string): SchemaNode {
  const { properties, items, additionalProperties, ...rest } = node;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => {
          const at = path === '' ? name : `${path}.${name}`;
          const { what, default: otherwise } = wordsOf(at);
          const description = otherwise === undefined ? what : `${what} Default: ${otherwise}.`;
          return [name, { description: description.replaceAll(/[`_]/g, ''), ...withWords(child, at) }];
        }),
      ),
    }),
    ...(items && { items: withWords(items, `${path}[]`) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? withWords(additionalProperties, `${path}.*`) : additionalProperties,
    }),
  };
}

/** What a key means. */
export function wordsOf(path: string) {
  const found = described[path];
  if (found === undefined) throw new Error(`${path} isn't described in src/config/reference/described.ts`);
  return found;
}
