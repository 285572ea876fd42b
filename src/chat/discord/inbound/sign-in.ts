import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OAuth2Scopes, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Message } from '../../../domain/message.ts';
import { say } from '../../../domain/message.ts';
import type { Log } from '../../../ports/log.ts';
import type { AwaitedSignIn, Hearing, PlatformMount, Proof } from '../../../ports/platform.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { DiscordConfig } from '../config.ts';
import { signInPath } from '../config.ts';
import { page } from '../outbound/page.ts';
import { accountOf } from '../people/account.ts';
import type { Rest } from '../connect/rest.ts';
import { words } from '../../../words/index.ts';

type Given = Pick<DiscordConfig, 'applicationId' | 'apiUrl' | 'clientSecret'>;

/** The address where somebody signs in (RFC 6749 and 7636, S256); null without a public address or a client secret. */
export function signInUrl(
  { applicationId, apiUrl, clientSecret }: Given,
  publicUrl: string | null,
  state: string,
  verifier: string,
): string | null {
  if (publicUrl === null || clientSecret === null) return null;
  const url = new URL('/oauth2/authorize', apiUrl);
  url.search = String(
    new URLSearchParams({
      response_type: 'code',
      client_id: applicationId,
      scope: [OAuth2Scopes.Identify, OAuth2Scopes.Email].join(' '),
      redirect_uri: `${publicUrl}${signInPath}`,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      prompt: 'consent',
    }),
  );
  return String(url);
}

const tokenSchema = z.object({ access_token: z.string().min(1), token_type: z.string() });
const userSchema = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  email: z.string().max(254).nullish(),
  verified: z.boolean().nullish(),
});

/**
 * Where Discord sends who signed in: the proof is handed on, and the person reads what came of it. Discord is asked nothing
 * for a sign-in that nobody awaits, and what it gave us is revoked after the one question, whatever came of it.
 */
export function createSignInMount(
  {
    config,
    rest,
    publicUrl,
    log,
  }: {
    readonly config: Given;
    readonly rest: Rest;
    readonly publicUrl: string | null;
    readonly log: Log;
  },
  { awaited, proved }: Pick<Hearing, 'awaited' | 'proved'>,
): PlatformMount {
  return {
    method: 'GET',
    path: signInPath,
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const query = new URL(request.url ?? '/', 'http://here').searchParams;
      const { status, message } = await settle(query);
      response
        .writeHead(status, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          'cross-origin-opener-policy': 'same-origin',
          'x-frame-options': 'DENY',
          'x-content-type-options': 'nosniff',
        })
        .end(page(message));
    },
  };

  async function settle(query: URLSearchParams): Promise<{ readonly status: number; readonly message: Message }> {
    const state = query.get('state');
    const code = query.get('code');
    if (query.get('error') === 'access_denied') {
      return { status: 200, message: say(words.signInPage.declined, 'plain') };
    }
    if (query.has('error')) return bad(400, words.signInPage.refused('Discord'));
    if (!state || !code || state.length > 1_000 || code.length > 1_000) {
      return bad(400, words.signInPage.incomplete('Discord'));
    }
    if (publicUrl === null || config.clientSecret === null) return bad(404, words.signInPage.notSetUp);
    let sent: AwaitedSignIn;
    try {
      sent = await awaited(state);
    } catch (error) {
      log.error({ err: error }, 'somebody signed in at Discord, and it could not be looked up who awaits it');
      return bad(503, words.signInPage.notNow);
    }
    if (sent.is === 'over') return { status: 400, message: sent.message };
    try {
      const proof = await prove(code, state, sent.verifier, config.clientSecret, `${publicUrl}${signInPath}`);
      return { status: 200, message: await proved(proof) };
    } catch (error) {
      if (error instanceof ChatRefused && error.code === 'invalid_grant') {
        log.warn({ err: error }, 'Discord did not take the code of somebody who signed in');
        return bad(400, words.signInPage.used('Discord'));
      }
      const isClient = error instanceof ChatRefused && error.code === 'invalid_client';
      const fix = isClient ? ': copy DISCORD_CLIENT_SECRET again from “OAuth2” of the application' : '';
      log.error({ err: error }, `somebody signed in at Discord, and it could not be handled${fix}`);
      return bad(503, words.signInPage.away('Discord'));
    }
  }

  /** Asks who signed in. Discord's token is used for this one question, kept nowhere and revoked. */
  async function prove(
    code: string,
    state: string,
    verifier: string,
    secret: string,
    redirect: string,
  ): Promise<Proof> {
    const basic = Buffer.from(`${config.applicationId}:${secret}`).toString('base64');
    const asClient = (path: string, fields: Record<string, string>) =>
      rest('POST', path, {
        open: true,
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields),
      });
    const answer = await asClient(Routes.oauth2TokenExchange(), {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    });
    const token = tokenSchema.parse(answer);
    try {
      const headers = { authorization: `${token.token_type} ${token.access_token}` };
      const user = userSchema.parse(await rest('GET', Routes.user(), { open: true, headers }));
      return { state, account: accountOf(user.id), email: user.email ?? null, verified: user.verified === true };
    } finally {
      // Revoking one of them revokes what was given with it.
      const fields = { token: token.access_token, token_type_hint: 'access_token' };
      await asClient(Routes.oauth2TokenRevocation(), fields).catch((error: unknown) => {
        log.warn({ err: error }, 'Discord did not revoke the token of a sign-in: it ends by itself within a week');
      });
    }
  }
}

function bad(status: number, sentence: string): { readonly status: number; readonly message: Message } {
  return { status, message: say(sentence, 'bad') };
}
