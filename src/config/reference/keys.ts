import { z } from 'zod';
import { fileShape } from '../shape.ts';

/** A part of the JSON Schema that zod makes of the shape. */
export interface SchemaNode {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly [keyword: string]: unknown;
}

/** One key of latchkey.yml. */
export interface Key {
  readonly path: string;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
}

/** The shape of latchkey.yml as a JSON Schema (2020-12), without words. */
export function bareSchema(): SchemaNode {
  return z.toJSONSchema(fileShape, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
}

/** Every key below `node`, in the order of the shape, each before what it contains. */
export function keysOf(node: SchemaNode, path = ''): readonly Key[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [{ path: at, node: child, isRequired: node.required?.includes(name) ?? false }, ...keysOf(child, at)];
  });
  const each = node.items === undefined ? [] : keysOf(node.items, `${path}[]`);
  const any = typeof node.additionalProperties === 'object' ? node.additionalProperties : null;
  const mapped = any === null ? [] : [{ path: `${path}.*`, node: any, isRequired: false }, ...keysOf(any, `${path}.*`)];
  return [...own, ...each, ...mapped];
}
