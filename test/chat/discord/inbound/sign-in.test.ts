import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';
import { page } from '../../../../src/chat/discord/outbound/page.ts';
import { createRest } from '../../../../src/chat/discord/connect/rest.ts';
import { createSignInMount, signInUrl } from '../../../../src/chat/discord/inbound/sign-in.ts';
import type { AwaitedSignIn, Ears } from '../../../../src/ports/platform.ts';
import { fakeClock } from '../helpers.ts';
import { ids, localDiscord, verifier } from '../local.ts';
import type { Local } from '../local.ts';

describe('signing in at Discord', () => {
  let local: Local;
  let ears: Ears;
  let server: Server;
  let address: string;
  let proved: () => Promise<Message>;
  let awaited: (state: string) => Promise<AwaitedSignIn>;

  beforeAll(async () => {
    server = createServer((request, response) => void ears.mounts[0]?.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    local = await localDiscord({ proved: () => proved(), awaited: (state) => awaited(state) }, address);
    ears = await local.listen();
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    awaited = () => Promise.resolve({ is: 'awaited', verifier });
  });
  afterEach(async () => {
    await local.control('DELETE', '/faults');
    local.proofs.length = 0;
    local.log.lines.length = 0;
  });

  /** Chooses somebody on Discord's page. @returns where it sends them back to */
  async function consent(user: string, state = 'state 1'): Promise<string> {
    const url = local.chat.signIn(state, verifier) ?? '';
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ user }) });
    return answer.headers.get('location') ?? '';
  }
  const visit = async (url: string) => {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };

  it('proves who somebody is, and their verified e-mail', async () => {
    proved = () => Promise.resolve(say('You are <ada> & linked.', 'good'));
    const back = await consent(ids.ada, 's/1 ?&');
    const { status, text, headers } = await visit(back);
    expect(status).toBe(200);
    expect(text).toContain('<p>You are &lt;ada&gt; &amp; linked.</p>');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(local.proofs).toEqual([
      {
        state: 's/1 ?&',
        account: { platform: 'discord', workspace: '', user: ids.ada },
        email: 'ada@acme.test',
        verified: true,
      },
    ]);
  });

  it('says of an unverified e-mail that it is not', async () => {
    proved = () => Promise.resolve(say('No.', 'bad'));
    await visit(await consent(ids.una));
    expect(local.proofs).toMatchObject([{ email: 'una@acme.test', verified: false }]);
  });

  it('takes a code once only', async () => {
    proved = () => Promise.resolve(say('Linked.', 'good'));
    const back = await consent(ids.bob);
    await visit(back);
    const { status, text } = await visit(back);
    expect({ status, told: text.includes('was already used or has expired') }).toEqual({ status: 400, told: true });
    expect(local.proofs).toHaveLength(1);
  });

  it.each([
    ['they said no', '?error=access_denied&error_description=x&state=s', 200, 'nothing was linked'],
    ['Discord said something else', '?error=%3Cscript%3E&state=s', 400, 'Discord didn’t sign you in'],
    ['the code is missing', '?state=s', 400, 'This address is incomplete'],
    ['the state is missing', '?code=c', 400, 'This address is incomplete'],
    ['the code is guessed', '?code=guessed&state=s', 400, 'was already used or has expired'],
  ])('is a readable page when %s', async (_what, query, status, words) => {
    const { status: given, text } = await visit(`${address}/discord/signed-in${query}`);
    expect(given).toBe(status);
    expect(text).toContain(words);
    expect(text).not.toContain('<script');
    expect(local.proofs).toEqual([]);
  });

  it('is a readable page when Discord is away, and what failed stays in our log', async () => {
    const back = await consent(ids.ada);
    await local.control('POST', '/faults', { method: 'POST /oauth2/token', status: 503 });
    const { status, text } = await visit(back);
    expect({ status, told: text.includes('Wait a minute') }).toEqual({ status: 503, told: true });
    const code = new URL(back).searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    expect(JSON.stringify(local.log.lines)).not.toContain(code);
  });

  it('tells our log what to mend when Discord does not know our secret', async () => {
    const back = await consent(ids.ada);
    const wrong = createSignInMount(
      {
        config: { ...local.config, clientSecret: 'wrong' },
        rest: createRest(local.config, fakeClock()),
        publicUrl: address,
        log: local.log,
      },
      {
        awaited: () => Promise.resolve({ is: 'awaited', verifier }),
        proved: () => Promise.reject(new Error('nothing was proved')),
      },
    );
    const before = ears.mounts;
    ears = { ...ears, mounts: [wrong] };
    const { status } = await visit(back);
    ears = { ...ears, mounts: before };
    expect(status).toBe(503);
    expect(local.log.lines).toMatchObject([{ level: 'error', text: expect.stringContaining('DISCORD_CLIENT_SECRET') }]);
  });

  it('cannot be had without a public address or a client secret', () => {
    expect(signInUrl(local.config, null, 's', verifier)).toBeNull();
    expect(signInUrl({ ...local.config, clientSecret: null }, address, 's', verifier)).toBeNull();
    const config = { ...local.config, apiUrl: 'https://discord.com/api' };
    const url = new URL(signInUrl(config, 'https://a.test', 's', verifier) ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'identify email',
      redirect_uri: 'https://a.test/discord/signed-in',
      response_type: 'code',
      state: 's',
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    });
    expect(String(url)).not.toContain(verifier);
  });

  const callsToDiscord = async () =>
    (await local.control('GET', '/calls')).calls!.filter(({ method }) => /oauth2|users\/@me/.test(method));
  const tokens = async () => (await local.control('GET', '/world')).oauth2?.tokens;

  it('asks Discord nothing where nobody awaits the sign-in', async () => {
    awaited = () => Promise.resolve({ is: 'over', message: say('This sign-in link has expired.', 'bad') });
    const back = await consent(ids.ada);
    const before = (await callsToDiscord()).length;
    const { status, text } = await visit(back);
    expect({ status, told: text.includes('This sign-in link has expired') }).toEqual({ status: 400, told: true });
    expect(await callsToDiscord()).toHaveLength(before);
    expect(local.proofs).toEqual([]);
  });

  it('asks Discord nothing where that cannot be looked up', async () => {
    awaited = () => Promise.reject(new Error('the store is away'));
    const before = (await callsToDiscord()).length;
    const { status } = await visit(`${address}/discord/signed-in?code=c&state=s`);
    expect(status).toBe(503);
    expect(await callsToDiscord()).toHaveLength(before);
  });

  it('proves nothing with the code of a sign-in that somebody else began', async () => {
    const back = await consent(ids.ada);
    awaited = () => Promise.resolve({ is: 'awaited', verifier: 'x'.repeat(43) });
    expect((await visit(back)).status).toBe(400);
    expect(local.proofs).toEqual([]);
  });

  it('leaves no token behind, whatever came of it', async () => {
    proved = () => Promise.resolve(say('Linked.', 'good'));
    await visit(await consent(ids.ada));
    expect(await tokens()).toBe(0);
    await local.control('POST', '/faults', { method: 'GET /users/@me', status: 503 });
    await visit(await consent(ids.ada));
    expect(await tokens()).toBe(0);
    expect(local.log.lines.filter(({ text }) => text.includes('revoke'))).toEqual([]);
  });

  it('works although Discord does not revoke the token, and says so in the log', async () => {
    proved = () => Promise.resolve(say('Linked.', 'good'));
    await local.control('POST', '/faults', { method: 'POST /oauth2/token/revoke', status: 500 });
    expect((await visit(await consent(ids.ada))).status).toBe(200);
    expect(local.log.lines).toMatchObject([{ level: 'warn', text: expect.stringContaining('revoke') as string }]);
  });

  it('never lets a message write markup', () => {
    const html = page({ summary: `"><img src=x onerror='1'>`, tone: 'bad', title: '<b>', blocks: [] });
    expect(html).not.toMatch(/<img|<b>/);
  });
});
