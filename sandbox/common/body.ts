import type { Context } from 'hono';
import { isObject, parsed } from './json.ts';
import type { Json } from './json.ts';
import { wrong } from './wrong.ts';

/** The JSON object that a control request carries; an empty one where it carries nothing. */
export async function body(c: Context): Promise<Json> {
  const source = await c.req.text();
  if (source.trim() === '') return {};
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) {
    throw wrong('Send JSON, with the content type application/json.');
  }
  const value = parsed(source);
  if (!isObject(value)) throw wrong('Send a JSON object.');
  return value;
}
