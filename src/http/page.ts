/** What a page of ours tells browsers: it is nothing to be run, framed, kept or told about. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** A short text, with a line break at its end. */
export function page(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text.trimEnd()}\n`, {
    status,
    headers: { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8', ...headers },
  });
}
