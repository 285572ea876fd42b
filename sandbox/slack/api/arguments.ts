import { isObject, parsed } from '../../common/json.ts';
import { refusal } from '../refusal.ts';
import type { Json } from '../types.ts';

/**
 * The arguments of a Web API call from its body: a form, as Slack's SDKs send, or JSON.
 * @throws a refusal: invalid_json, invalid_post_type
 */
export function argumentsOf(contentType: string, body: string): Json {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (type === 'application/json') {
    const value = body.trim() === '' ? {} : parsed(body);
    if (!isObject(value)) throw refusal(value === undefined ? 'invalid_json' : 'json_not_object');
    return value;
  }
  if (type === '' || type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  throw refusal('invalid_post_type');
}

/** An argument that is an object or an array, however it was sent. */
export function structure(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? parsed(value) : value;
}

/** An argument that is a text; a number sent as JSON too. */
export function textArgument(given: Json, name: string): string | undefined {
  const value = given[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An argument that is true or false: `true`, `1`, or those as text. */
export function flag(given: Json, name: string): boolean {
  const value = given[name];
  return value === true || value === 1 || value === 'true' || value === '1';
}

/** An argument that is a whole number within bounds, or `otherwise`. @throws a refusal: invalid_limit */
export function limitArgument(given: Json, most: number, otherwise: number): number {
  const value = given['limit'];
  if (value === undefined || value === '') return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > most) throw refusal('invalid_limit');
  return number === 0 ? otherwise : number;
}

/** A page of a list, and the cursor of the next. @throws a refusal: invalid_cursor */
export function page<T>(all: T[], given: Json, most: number, usual: number): { items: T[]; cursor: string } {
  const limit = limitArgument(given, most, usual);
  const cursor = textArgument(given, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8').replace('at:', ''));
  if (!Number.isInteger(from) || from < 0) throw refusal('invalid_cursor');
  const next = from + limit;
  return {
    items: all.slice(from, next),
    cursor: next < all.length ? Buffer.from(`at:${next}`).toString('base64') : '',
  };
}
