import { z } from 'zod';
import { canonicalHash } from '../lib/canonical-hash.ts';
import type { Page } from './shapes.ts';

/** How many results a page has unless the request says, and at most. */
const usual = 100;
const most = 1_000;

const tokenShape = z.object({ after: z.string().nullable(), limit: z.number(), request: z.string() });

export type Paged<T> =
  | { readonly ok: true; readonly results: readonly T[]; readonly page: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly sentence: string };

/**
 * Cuts a page out of all results, which are in a stable order. A token says after which result the page begins, so that one
 * which comes or goes in between shifts nothing; it fits only the request that it was made for (§ Pagination).
 */
export function pageOf<T>(all: readonly T[], keyOf: (one: T) => string, request: object, page: Page): Paged<T> {
  const digest = canonicalHash(request) ?? '';
  const token = page?.token ? readToken(page.token) : null;
  if (page?.token && token === null)
    return { ok: false, sentence: 'page.token: this is no token of an earlier answer.' };
  if (token !== null && token.request !== digest)
    return { ok: false, sentence: 'page.token: it belongs to another request. Repeat the request without a token.' };
  if (token !== null && page?.limit !== undefined && page.limit !== token.limit)
    return { ok: false, sentence: 'page.limit: it has to stay the same from page to page.' };
  const limit = token?.limit ?? Math.min(page?.limit ?? usual, most);
  const after = token?.after ?? null;
  const rest = after === null ? all : all.slice(startAfter(all, keyOf, after));
  const results = rest.slice(0, limit);
  const last = results.at(-1);
  // A limit of 0 asks how many there are: no page after this one would have a result, so a loop over the pages ends here.
  const next =
    limit === 0 || results.length === rest.length
      ? ''
      : writeToken({ after: last === undefined ? after : keyOf(last), limit: page?.limit ?? limit, request: digest });
  return { ok: true, results, page: { next_token: next, count: results.length, total: all.length } };
}

/** The place behind the key, or where it would stand. */
function startAfter<T>(all: readonly T[], keyOf: (one: T) => string, after: string): number {
  const at = all.findIndex((one) => keyOf(one) === after);
  if (at >= 0) return at + 1;
  const behind = all.findIndex((one) => keyOf(one) > after);
  return behind < 0 ? all.length : behind;
}

function writeToken(token: z.infer<typeof tokenShape>): string {
  return Buffer.from(JSON.stringify(token), 'utf8').toString('base64url');
}

function readToken(text: string): z.infer<typeof tokenShape> | null {
  try {
    return tokenShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
