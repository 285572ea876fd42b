import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, CompactSign, exportJWK } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';
import { derivedKey } from '../../lib/derived-keys.ts';
import type { Binding, Bound } from './binding.ts';
import { bindingOf, fits } from './binding.ts';

/** How long a denial can be requested, in ms (DESIGN §8). */
export const requestableForMs = 600_000;
const purpose = 'access-request-binding';
const algorithm = 'EdDSA';
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** A longer text is none of ours. */
const longest = 8_192;

const entity = z.object({ type: z.string(), id: z.string(), properties: z.record(z.string(), z.unknown()).optional() });
const claimsShape = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  jti: z.string().min(1).max(100),
  denial_expires_at: z.string(),
  evaluation_id: z.string(),
  client: z.string(),
  subject: entity.optional(),
  resource: entity.optional(),
  action: z.object({ name: z.string(), properties: z.record(z.string(), z.unknown()).optional() }).optional(),
  binding_hash: z.string().optional(),
});

const stateShape = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  approval_id: z.string(),
});

export interface Issued {
  readonly token: string;
  readonly evaluation: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** What a submission says of a denial, with the evaluation that it’s about. */
export interface Claimed {
  readonly token: string;
  readonly evaluation: string | null;
  readonly expiresAt: string;
  readonly client: string;
  readonly bound: Bound;
  /** Where the API was called, without a slash at the end. */
  readonly base: string;
}

/** In the order in which it’s checked: the token isn’t ours or not for us, it’s about something else, it’s too old. */
export type Verified =
  | { readonly ok: true; readonly evaluation: string; readonly until: number }
  | { readonly ok: false; readonly why: 'not-ours' | 'not-bound' | 'expired' };

/**
 * Binding tokens: signed JWTs by which a request shows which denial it’s about, so that no record of denials is kept. Signed
 * with a key that is derived from the first secret; keys of all accepted secrets verify, so that a secret can be rotated.
 * @param salt the installation’s id
 * @param now ms since the epoch
 */
export async function createBindingTokens(secrets: readonly Uint8Array[], salt: string, now: () => number) {
  const keys = await Promise.all(
    secrets.map(async (secret) => {
      const der = Buffer.concat([pkcs8, derivedKey(secret, salt, purpose)]);
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      const publicKey = createPublicKey(privateKey);
      const jwk = await exportJWK(publicKey);
      return { privateKey, publicKey, jwk, kid: await calculateJwkThumbprint(jwk) };
    }),
  );
  const [signing] = keys;
  if (signing === undefined) throw new Error('Nothing can be signed without a secret');

  return {
    /** The public keys (RFC 7517), one for each accepted secret. */
    jwks: (): { readonly keys: readonly JWK[] } => ({
      keys: keys.map(({ jwk, kid }) => ({ ...jwk, kid, use: 'sig', alg: algorithm })),
    }),

    /** A token for the denial of this evaluation; null: it can’t be bound. */
    async issue(client: string, bound: Bound, base: string): Promise<Issued | null> {
      const binding = bindingOf(bound);
      if (binding === null) return null;
      const at = now();
      const until = at + requestableForMs;
      const evaluation = `eval_${randomBytes(16).toString('hex')}`;
      const expiresAt = new Date(until).toISOString();
      const claims = {
        iss: base,
        aud: audienceOf(base),
        iat: Math.floor(at / 1_000),
        exp: Math.ceil(until / 1_000),
        jti: evaluation,
        denial_expires_at: expiresAt,
        evaluation_id: evaluation,
        client,
        binding_context_members: [],
        ...('hash' in binding ? { binding_hash: binding.hash } : binding.inline),
      };
      const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: algorithm, kid: signing.kid, typ: 'JWT' })
        .sign(signing.privateKey);
      return { token, evaluation, expiresAt };
    },

    /** Checks what a submission says of a denial: signature, audience, binding, then freshness. Never throws. */
    async verify({ token, evaluation, expiresAt, client, bound, base }: Claimed): Promise<Verified> {
      const claims = await read(token);
      if (claims === null || claims.iss !== base || ![claims.aud].flat().includes(audienceOf(base))) return notOurs;
      const binding = boundBy(claims);
      const isSame =
        claims.client === client &&
        binding !== null &&
        fits(binding, bound) &&
        (evaluation === null || evaluation === claims.evaluation_id) &&
        Date.parse(expiresAt) === Date.parse(claims.denial_expires_at);
      if (!isSame) return { ok: false, why: 'not-bound' };
      const until = Math.min(Date.parse(claims.denial_expires_at), claims.exp * 1_000);
      return now() < until ? { ok: true, evaluation: claims.jti, until } : { ok: false, why: 'expired' };
    },

    /**
     * Checks the state that is presented with an approval: a JWS of ours, for us, about this approval (§ Completion Semantics).
     * Latchkey issues none, since it keeps approvals itself, so that what comes is as a rule somebody else’s. Never throws.
     */
    async verifyState(state: unknown, approval: unknown, base: string): Promise<boolean> {
      if (typeof state !== 'string') return false;
      const { data } = stateShape.safeParse(await signed(state));
      if (data === undefined || data.iss !== base || ![data.aud].flat().includes(base)) return false;
      return data.approval_id === approval && now() < data.exp * 1_000;
    },
  };

  /** The claims of a binding token that one of our keys signed; null: none did. */
  async function read(token: string): Promise<z.infer<typeof claimsShape> | null> {
    return claimsShape.safeParse(await signed(token)).data ?? null;
  }

  /** What one of our keys signed; null: none did. */
  async function signed(token: string): Promise<unknown> {
    if (token.length > longest) return null;
    try {
      const { payload } = await compactVerify(
        token,
        ({ kid }) => {
          const found = keys.find((key) => key.kid === kid);
          if (found === undefined) throw new Error('No key of ours has this id');
          return found.publicKey;
        },
        { algorithms: [algorithm] },
      );
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as unknown;
    } catch {
      return null;
    }
  }
}

export type BindingTokens = Awaited<ReturnType<typeof createBindingTokens>>;

const notOurs: Verified = { ok: false, why: 'not-ours' };

function audienceOf(base: string): string {
  return `${base}/access/v1/requests`;
}

function boundBy({ subject, action, resource, binding_hash: hash }: z.infer<typeof claimsShape>): Binding | null {
  if (hash !== undefined) return { hash };
  return subject === undefined || action === undefined || resource === undefined
    ? null
    : { inline: { subject, action, resource } };
}
