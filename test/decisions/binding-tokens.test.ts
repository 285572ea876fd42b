import { createPrivateKey, createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, createLocalJWKSet, exportJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { readChain } from '../../src/decisions/requests/actors.ts';
import { bindingOf, fits } from '../../src/decisions/requests/binding.ts';
import { createBindingTokens } from '../../src/decisions/requests/tokens.ts';
import { derivedKey } from '../../src/lib/derived-keys.ts';

const old = new Uint8Array(32).fill(1);
const fresh = new Uint8Array(32).fill(2);
const base = 'https://latchkey.acme.test';
const at = Date.UTC(2026, 10, 30, 12);
const bound = {
  subject: { type: 'user', id: 'mia@acme.test' },
  action: { name: 'console' },
  resource: { type: 'product', id: 'acme-prod' },
};
const tokensOf = (secrets: readonly Uint8Array[], now = at, salt = 'here') =>
  createBindingTokens(secrets, salt, () => now);

/** Signs as Latchkey would with this secret. */
async function signerOf(secret: Uint8Array) {
  const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([pkcs8, derivedKey(secret, 'here', 'access-request-binding')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const kid = await calculateJwkThumbprint(await exportJWK(createPublicKey(key)));
  return (claims: object) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .sign(key);
}

describe('binding tokens (§ Binding Token Integrity)', () => {
  it('are verified by the published keys, while secrets are rotated as well', async () => {
    const before = await tokensOf([old]);
    const issued = (await before.issue('gateway', bound, base))!;
    const after = await tokensOf([fresh, old]);
    const keys = createLocalJWKSet({ keys: [...after.jwks().keys] });
    const audience = `${base}/access/v1/requests`;
    const { payload } = await jwtVerify(issued.token, keys, { issuer: base, audience, currentDate: new Date(at) });
    expect(payload).toMatchObject({ client: 'gateway', binding_context_members: [], ...bound });
    const claimed = {
      token: issued.token,
      evaluation: issued.evaluation,
      expiresAt: issued.expiresAt,
      client: 'gateway',
      bound,
      base,
    };
    expect(await after.verify(claimed)).toMatchObject({ ok: true, evaluation: issued.evaluation });
    expect(await (await tokensOf([fresh])).verify(claimed)).toMatchObject({ why: 'not-ours' });
    expect(await (await tokensOf([old], at, 'elsewhere')).verify(claimed)).toMatchObject({ why: 'not-ours' });
    expect(await before.verify({ ...claimed, base: 'https://other.test' })).toMatchObject({ why: 'not-ours' });
    expect(await before.verify({ ...claimed, client: 'crm' })).toMatchObject({ why: 'not-bound' });
    expect(await (await tokensOf([old], at + 599_999)).verify(claimed)).toMatchObject({ ok: true });
    expect(await (await tokensOf([old], at + 600_000)).verify(claimed)).toMatchObject({ why: 'expired' });
    // What doesn’t fit is said before what is too old.
    const late = await tokensOf([old], at + 600_000);
    expect(await late.verify({ ...claimed, client: 'crm' })).toMatchObject({ why: 'not-bound' });
  });

  it('are for this service alone and for their own time, whoever of ours signed them', async () => {
    const tokens = await tokensOf([old]);
    const sign = await signerOf(old);
    const until = new Date(at + 600_000).toISOString();
    const claims = {
      iss: base,
      aud: `${base}/access/v1/requests`,
      exp: Math.ceil((at + 600_000) / 1_000),
      jti: 'eval_1',
      denial_expires_at: until,
      evaluation_id: 'eval_1',
      client: 'gateway',
      ...bound,
    };
    const verify = async (change: object, expiresAt = until) => {
      const token = await sign({ ...claims, ...change });
      const verified = await tokens.verify({ token, evaluation: null, expiresAt, client: 'gateway', bound, base });
      return verified.ok ? 'ok' : verified.why;
    };
    expect(await verify({})).toBe('ok');
    expect(await verify({ aud: ['https://other.test', claims.aud] })).toBe('ok');
    expect(await verify({ aud: undefined })).toBe('not-ours');
    expect(await verify({ aud: 'https://other.test/access/v1/requests' })).toBe('not-ours');
    expect(await verify({ iss: 'https://other.test' })).toBe('not-ours');
    // Without a protected expiry of the denial, nothing proves that it’s fresh.
    expect(await verify({ denial_expires_at: undefined })).toBe('not-ours');
    expect(await verify({}, new Date(at + 700_000).toISOString())).toBe('not-bound');
    // The earlier of the two counts.
    expect(await verify({ exp: Math.floor(at / 1_000) - 1 })).toBe('expired');
  });

  it('aren’t the state of an approval, which is verified by signature, issuer, audience, approval and time', async () => {
    const tokens = await tokensOf([old]);
    const sign = await signerOf(old);
    const claims = { iss: base, aud: base, exp: at / 1_000 + 60, approval_id: 'apr_1' };
    const verify = async (change: object, approval = 'apr_1') =>
      tokens.verifyState(await sign({ ...claims, ...change }), approval, base);
    expect(await verify({})).toBe(true);
    expect(await verify({}, 'apr_2')).toBe(false);
    for (const change of [{ iss: 'x' }, { aud: 'x' }, { aud: undefined }, { exp: at / 1_000 }, { approval_id: 1 }]) {
      expect(await verify(change)).toBe(false);
    }
    const { token } = (await tokens.issue('gateway', bound, base))!;
    expect(await tokens.verifyState(token, 'apr_1', base)).toBe(false);
    expect(await tokens.verifyState(await (await signerOf(fresh))(claims), 'apr_1', base)).toBe(false);
  });

  it('have a bounded size, and bind what is long by its digest', async () => {
    const tokens = await tokensOf([old]);
    const long = { ...bound, resource: { ...bound.resource, properties: { text: 'x'.repeat(200_000) } } };
    const issued = (await tokens.issue('gateway', long, base))!;
    expect(issued.token.length).toBeLessThan(1_200);
    const claimed = { ...issued, client: 'gateway', base };
    expect(await tokens.verify({ ...claimed, bound: long })).toMatchObject({ ok: true });
    expect(await tokens.verify({ ...claimed, bound })).toMatchObject({ why: 'not-bound' });
  });
});

describe('structural comparison (§ Binding Token Integrity)', () => {
  const binding = bindingOf({ ...bound, subject: { ...bound.subject, properties: { a: 1, act: { sub: 'x' } } } })!;
  it('is by member, leaves the order and the actor aside, and tells null from absent', () => {
    const subject = (properties?: Record<string, unknown>) => ({
      ...bound,
      subject: { id: 'mia@acme.test', type: 'user', ...(properties && { properties }) },
    });
    expect(fits(binding, subject({ a: 1 }))).toBe(true);
    expect(fits(binding, subject({ act: { sub: 'other' }, a: 1 }))).toBe(true);
    expect(fits(binding, subject({ a: '1' }))).toBe(false);
    expect(fits(binding, subject({ a: 1, b: null }))).toBe(false);
    expect(fits(binding, subject())).toBe(false);
  });
});

describe('the chain of actors (§ Delegation and On-Behalf-Of)', () => {
  const actors = [
    { issuer: 'https://agents.acme.test', id: 'planner' },
    { issuer: 'https://agents.acme.test', id: 'worker' },
  ];
  const act = (sub: string, more = {}) => ({ iss: 'https://agents.acme.test', sub, ...more });
  it('is accepted only where every link is registered', () => {
    expect(readChain({ actors }, undefined, undefined)).toEqual({ ok: true, names: [] });
    const actor = { issuer: 'https://agents.acme.test', id: 'worker', type: 'ai_agent', act: act('planner') };
    expect(readChain({ actors }, actor, act('worker'))).toEqual({ ok: true, names: ['worker', 'planner'] });
    expect(readChain({ actors }, { ...actor, act: act('planner', { act: act('x') }) }, undefined)).toMatchObject({
      status: 403,
    });
    expect(readChain({ actors }, undefined, act('x'))).toMatchObject({ status: 403 });
    expect(readChain({}, actor, undefined)).toMatchObject({ status: 403 });
    for (const wrong of ['x', null, 1, [], {}, { id: 'worker' }]) {
      expect(readChain({ actors }, wrong, undefined)).toMatchObject({ status: 400 });
    }
    const deep = Array.from({ length: 20 }).reduce<object>((inner) => act('worker', { act: inner }), act('worker'));
    expect(readChain({ actors }, undefined, deep)).toMatchObject({ status: 400 });
  });
});
