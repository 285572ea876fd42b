import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBindingTokens } from '../../src/decisions/requests/tokens.ts';
import { authenticate } from '../../src/decisions/authenticate.ts';
import { bearerToken, tokenDigest } from '../../src/lib/bearer.ts';
import { fuzzRuns } from '../support/fuzz.ts';
import { gateway, token as known } from './open-api.ts';

const base = 'https://latchkey.acme.test';
const at = Date.UTC(2026, 10, 30, 12);
const bound = {
  subject: { type: 'user', id: 'mia@acme.test' },
  action: { name: 'console' },
  resource: { type: 'product', id: 'acme-prod' },
};

describe(`of ${fuzzRuns} random tokens`, () => {
  it('no binding token is one of ours', async () => {
    const tokens = await createBindingTokens([new Uint8Array(32).fill(1)], 'here', () => at);
    const { token } = (await tokens.issue('gateway', bound, base))!;
    const claimed = {
      evaluation: null,
      expiresAt: new Date(at + 600_000).toISOString(),
      client: 'gateway',
      bound,
      base,
    };
    const code = fc.oneof(fc.string({ maxLength: 40 }), fc.json({ maxDepth: 2 })).map((text) => {
      return Buffer.from(text).toString('base64url');
    });
    const head = fc
      .record({ alg: fc.constantFrom('none', 'EdDSA', 'HS256', 'ES256'), kid: fc.string(), typ: fc.constant('JWT') })
      .map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'));
    const [, payload = '', signature = ''] = token.split('.');
    const part = (own: string) => fc.oneof(code, fc.constant(own));
    const parts = fc
      .tuple(fc.oneof(head, code), part(payload), part(signature))
      .map((all) => all.join('.'))
      .filter((text) => text !== token);
    // Not the last character: some of its bits say nothing.
    const mangled = fc
      .tuple(fc.nat(token.length - 2), fc.constantFrom('A', 'b', '7', '-', '.'))
      .map(([place, text]) => `${token.slice(0, place)}${text}${token.slice(place + 1)}`)
      .filter((text) => text !== token);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), mangled, parts), async (text) => {
        expect((await tokens.verify({ ...claimed, token: text })).ok).toBe(false);
        expect(await tokens.verifyState(text, 'apr_1', base)).toBe(false);
      }),
      { numRuns: fuzzRuns },
    );
  });

  it('no client is known by any but its own', () => {
    const clients = [{ client: gateway, digests: [tokenDigest(known)] }];
    expect(authenticate(`Bearer ${known}`, clients)?.id).toBe('gateway');
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `Bearer ${text}`),
      fc.tuple(fc.nat(known.length), fc.string({ minLength: 1, maxLength: 3 })).map(([place, text]) => {
        return `Bearer ${known.slice(0, place)}${text}${known.slice(place)}`;
      }),
    );
    fc.assert(
      fc.property(header, (text) => {
        fc.pre(bearerToken(text) !== known);
        expect(authenticate(text, clients)).toBeNull();
      }),
      { numRuns: fuzzRuns },
    );
  });
});
