import { Hono } from 'hono';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Desk } from '../desk.ts';
import type { User } from '../types.ts';

const PATHS = ['/oauth2/authorize', '/api/oauth2/authorize', '/api/v10/oauth2/authorize'];
const SCOPES = ['identify', 'email', 'guilds', 'guilds.members.read'];

interface Wish {
  redirectUri: string;
  scopes: string[];
  state: string | undefined;
  challenge: string | undefined;
}

/** The page on which a person, whom one chooses there, lets the app know who they are. */
export function createConsent(desk: Desk): Hono {
  const routes = new Hono();
  for (const path of PATHS) {
    routes.get(path, (c) => {
      const wish = wishOf(desk, c);
      if (typeof wish === 'string') return c.html(trouble(wish), 400);
      const as = c.req.query('as');
      return c.html(consentPage(desk, wish, as === undefined ? undefined : userBy(desk, as)));
    });
    routes.post(path, async (c) => {
      const wish = wishOf(desk, c);
      if (typeof wish === 'string') return c.html(trouble(wish), 400);
      const { user: given } = await c.req.parseBody();
      const back = new URL(wish.redirectUri);
      if (wish.state !== undefined) back.searchParams.set('state', wish.state);
      const user = typeof given === 'string' && given !== '' ? userBy(desk, given) : undefined;
      if (user === undefined) {
        back.searchParams.set('error', 'access_denied');
        back.searchParams.set('error_description', 'The resource owner or authorization server denied the request');
      } else {
        const { scopes, redirectUri, challenge } = wish;
        back.searchParams.set('code', desk.grants.issue({ user: user.id, scopes, redirectUri, challenge }));
      }
      return c.redirect(back.href, 302);
    });
  }
  return routes;
}

function wishOf(desk: Desk, c: Context): Wish | string {
  const { response_type: type, client_id: client, redirect_uri: redirectUri = '', scope = '', state } = c.req.query();
  if (client !== desk.app.id) return 'Unknown Application: client_id names no application here.';
  if (type !== 'code') return 'Unsupported response type: response_type must be code.';
  const scopes = scope.split(/[\s+]+/).filter(Boolean);
  const unknown = scopes.find((one) => !SCOPES.includes(one));
  if (scopes.length === 0 || unknown !== undefined) return `Invalid scope: ${unknown ?? 'none given'}.`;
  const isWeb = URL.canParse(redirectUri) && ['http:', 'https:'].includes(new URL(redirectUri).protocol);
  if (!isWeb) return 'Invalid OAuth2 redirect_uri: it must be a whole http or https address.';
  const { code_challenge: challenge, code_challenge_method: method } = c.req.query();
  if (challenge !== undefined && (method !== 'S256' || !/^[\w-]{43}$/.test(challenge))) {
    return 'Invalid code_challenge: only the method S256 is known here, whose challenge has 43 characters.';
  }
  return { redirectUri, scopes, state, challenge };
}

function userBy({ store }: Desk, given: string): User | undefined {
  const wanted = given.toLowerCase().replace(/^@/, '');
  return store.users
    .values()
    .find((user) => !user.bot && [user.id, user.username, user.email].some((known) => known?.toLowerCase() === wanted));
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#313338;color:#f2f3f5;margin:0;padding:2rem;display:grid;place-items:center}
main{max-width:30rem;background:#2b2d31;border-radius:8px;padding:1.5rem 2rem}h1{font-size:1.25rem}small{color:#b5bac1}
button{font:inherit;color:inherit;background:#404249;border:0;border-radius:4px;padding:.5rem .75rem;margin:.2rem 0;width:100%;text-align:left;cursor:pointer}
button:hover,button:focus-visible{background:#4752c4}button.chosen{background:#4752c4;outline:2px solid #fff}button.deny{background:none;text-align:center;text-decoration:underline}`;

function consentPage(desk: Desk, wish: Wish, chosen: User | undefined) {
  const people = desk.store.users.values().filter((user) => !user.bot && user.id !== chosen?.id);
  const button = (user: User) => {
    const email = user.email === null ? 'no e-mail' : `${user.email}${user.verified ? '' : ' (not verified)'}`;
    const look = user.id === chosen?.id ? 'chosen' : '';
    return html`<button name="user" value="${user.id}" class="${look}">
      ${user.globalName} <small>@${user.username} · ${email}</small>
    </button>`;
  };
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Authorize ${desk.app.name}</title>
      <meta name="viewport" content="width=device-width" />
      <style>
        ${STYLE}
      </style>
      <main>
        <h1>${desk.store.guild.name} · ${desk.app.name} wants to: ${wish.scopes.join(', ')}</h1>
        ${chosen === undefined ? whomToChoose : youAre(chosen)}
        <p><small>Afterwards you return to ${new URL(wish.redirectUri).origin}.</small></p>
        <form method="post">
          ${chosen === undefined ? '' : button(chosen)} ${people.map(button)}
          <button name="user" value="" class="deny">Cancel</button>
        </form>
      </main>
    </html>`;
}

const whomToChoose = html`<p>Choose the account of the person you’re playing in the sandbox.</p>`;

const youAre = (user: User) =>
  html`<p>
    You’re playing <strong>${user.globalName}</strong>, so choose that account. Any other one shows what happens when
    somebody else signs in.
  </p>`;

function trouble(sentence: string) {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Error</title>
      <style>
        ${STYLE}
      </style>
      <main>
        <h1>Error</h1>
        <p>${sentence}</p>
      </main>
    </html>`;
}
