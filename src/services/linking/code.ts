import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { codeAlphabet, codeLength } from '../../domain/link-code.ts';
import type { LinkSecret } from '../../ports/links.ts';

/** A new code, and what is kept of it. */
export function newCode(): { readonly code: string; readonly secret: LinkSecret } {
  const code = Array.from({ length: codeLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join('');
  const salt = randomBytes(16).toString('hex');
  return { code, secret: { salt, hash: hashOf(salt, code) } };
}

export function fits(code: string, { salt, hash }: LinkSecret): boolean {
  return timingSafeEqual(Buffer.from(hashOf(salt, code)), Buffer.from(hash));
}

/** 128 random bits for signing in, and the id that is kept in their place. */
export function newState(): { readonly state: string; readonly id: string } {
  const state = randomBytes(16).toString('hex');
  return { state, id: stateId(state) };
}

export function stateId(state: string): string {
  return createHash('sha256').update('sign-in').update(state).digest('hex');
}

function hashOf(salt: string, code: string): string {
  return createHash('sha256').update(salt).update(code).digest('hex');
}
