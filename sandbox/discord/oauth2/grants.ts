import { createHash, randomBytes } from 'node:crypto';

const CODE_MS = 10 * 60_000;
export const TOKEN_SECONDS = 604_800;

/** What a person let the app know of them. */
export interface Grant {
  user: string;
  scopes: string[];
}

/** What the app said with the wish to be let in, for what it says at the exchange. */
interface Asked {
  redirectUri: string;
  /** PKCE, RFC 7636, S256: the digest of the verifier that the exchange has to bring; absent without PKCE. */
  challenge?: string | undefined;
}

interface Code extends Grant, Asked {
  at: number;
}

interface Token extends Grant {
  access: string;
  refresh: string;
  at: number;
}

/** The codes and tokens of OAuth2. */
export interface Grants {
  /** A code for one exchange within ten minutes. */
  issue: (grant: Grant & Asked) => string;
  /**
   * Takes a code; undefined where it is unknown, used, too old, meant for another address, or where the verifier does not
   * fit the challenge. A verifier without a challenge does not fit either.
   */
  exchange: (code: string, redirectUri: string, verifier: string | undefined) => Token | undefined;
  /** How many tokens work at this moment. */
  live: () => number;
  refresh: (token: string) => Token | undefined;
  revoke: (token: string) => void;
  /** Whom an Authorization header `Bearer …` speaks for. */
  bearer: (authorization: string | undefined) => (Grant & { expiresAt: number }) | undefined;
  clear: () => void;
}

/** @param now milliseconds since 1970 */
export function createGrants(now: () => number): Grants {
  const codes = new Map<string, Code>();
  let tokens: Token[] = [];
  const secret = (): string => randomBytes(22).toString('base64url').slice(0, 30);
  const add = ({ user, scopes }: Grant): Token => {
    const token = { user, scopes, access: secret(), refresh: secret(), at: now() };
    tokens.push(token);
    return token;
  };
  return {
    issue: (grant) => {
      const code = secret();
      codes.set(code, { ...grant, at: now() });
      return code;
    },
    live: () => tokens.length,
    exchange: (given, redirectUri, verifier) => {
      const code = codes.get(given);
      codes.delete(given);
      if (code === undefined || code.redirectUri !== redirectUri || now() - code.at > CODE_MS) return undefined;
      if (digestOf(verifier) !== code.challenge) return undefined;
      return add(code);
    },
    refresh: (given) => {
      const known = tokens.find((token) => token.refresh === given);
      if (known === undefined) return undefined;
      tokens = tokens.filter((token) => token !== known);
      return add(known);
    },
    revoke: (given) => {
      tokens = tokens.filter((token) => token.access !== given && token.refresh !== given);
    },
    bearer: (authorization) => {
      const access = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const token = tokens.find((one) => one.access === access);
      if (token === undefined) return undefined;
      const expiresAt = token.at + TOKEN_SECONDS * 1000;
      return now() > expiresAt ? undefined : { user: token.user, scopes: token.scopes, expiresAt };
    },
    clear: () => {
      codes.clear();
      tokens = [];
    },
  };
}

const digestOf = (verifier: string | undefined): string | undefined =>
  verifier === undefined ? undefined : createHash('sha256').update(verifier).digest('base64url');
