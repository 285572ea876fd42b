import type { ReplyRef } from '../../src/domain/call.ts';
import type { Account, Profile } from '../../src/domain/identity.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { ChatRefused, ChatUnavailable } from '../../src/ports/chat.ts';

export interface FakeUser {
  readonly user: string;
  /** Of a platform that proves none: what signing in would show. */
  email: string;
  /** The full name; the id unless said. */
  name?: string;
  /** Whether direct messages are closed. */
  closed?: boolean;
  /** The time zone of the profile; none unless said. */
  timeZone?: string;
  /** The locale of the profile; none unless said. */
  locale?: string;
  outside?: Extract<Profile, { inside: false }>['why'];
}

/** What Latchkey asks of a chat. */
export type FakeCall = 'profile' | 'look-up' | 'open' | 'pace' | 'post' | 'update' | 'find' | 'probe' | 'answer';

export interface FakeMessage {
  readonly channel: string;
  readonly key: string;
  message: Message;
  edits: number;
}

/** A platform: Slack, which proves everybody's e-mail, unless said otherwise. */
export interface FakePlatform {
  readonly platform: string;
  readonly name: string;
  readonly workspace: string;
  readonly provesEmail: boolean;
  /** Whether people can sign in there. */
  readonly signIn?: boolean;
}

const slack: FakePlatform = { platform: 'slack', name: 'Slack', workspace: 'T1', provesEmail: true };
/** A platform that proves no e-mail of anybody. */
export const noEmails: FakePlatform = { platform: 'discord', name: 'Discord', workspace: '', provesEmail: false };

/**
 * A chat in memory that keeps what a platform would show. `faults` makes the next posts fail, before or
 * after they happened; a channel in `shut` lets Latchkey neither post nor edit.
 */
export function createFakeChat(users: readonly FakeUser[], of: FakePlatform = slack) {
  const { platform, workspace } = of;
  const posts: FakeMessage[] = [];
  const answers: { to: string; message: Message }[] = [];
  const faults: ('before' | 'after' | { retryAfterMs: number })[] = [];
  const account = (user: string): Account => ({ platform, workspace, user });
  const shut = new Set<string>();
  const calls: string[] = [];
  const refusing = new Map<FakeCall, (about: string) => Error | null>();
  const byUser = new Map(users.map((user) => [user.user, user]));

  function fault(when: 'before' | 'after'): void {
    const next = faults[0];
    if (next === undefined || (next !== when && typeof next === 'string')) return;
    if (typeof next === 'object' && when === 'after') return;
    faults.shift();
    throw new ChatUnavailable('the fake chat fails', typeof next === 'object' ? next.retryAfterMs : null);
  }

  /** Throws what `refuse` says of a call. */
  function ask(what: FakeCall, about: string): void {
    calls.push(`${what} ${about}`);
    const error = refusing.get(what)?.(about) ?? null;
    if (error !== null) throw error;
  }

  function enter(channel: string): void {
    if (shut.has(channel))
      throw new ChatRefused(`the bot is not in ${channel}`, 'not_in_channel', { kind: 'blocked', concerns: 'channel' });
  }

  const chat: Chat = {
    platform,
    name: of.name,
    hint: null,
    showsEmails: of.provesEmail,
    signIn: (state) => (of.signIn === true ? `https://${platform}.test/sign-in?state=${state}` : null),
    roles: null,
    localeOf: (user) => Promise.resolve(byUser.get(user)?.locale ?? null),
    async profile(asked) {
      await Promise.resolve();
      ask('profile', asked.user);
      const user = byUser.get(asked.user);
      if (!user) return Promise.resolve(outside(asked, 'not-found'));
      const name = user.name ?? user.user;
      if (user.outside) return Promise.resolve({ ...outside(asked, user.outside), name });
      const zone = user.timeZone === undefined ? {} : { timeZone: user.timeZone };
      return Promise.resolve({
        inside: true,
        account: asked,
        name,
        email: of.provesEmail ? user.email : null,
        ...zone,
      });
    },
    async accountByEmail(email) {
      await Promise.resolve();
      ask('look-up', email);
      const user = of.provesEmail ? users.find((one) => one.email === email) : undefined;
      return Promise.resolve(user ? account(user.user) : null);
    },
    commandText: (name, value) => `/access ${name} ${value}`,
    accountByName(text) {
      const found = users.find(({ user, name, email }) => [user, name, of.provesEmail ? email : null].includes(text));
      return Promise.resolve(found ? account(found.user) : null);
    },
    async answer(reply, message) {
      await Promise.resolve();
      ask('answer', String(reply['user']));
      answers.push({ to: String(reply['user']), message });
      return Promise.resolve();
    },
    async directChannel(asked) {
      await Promise.resolve();
      ask('open', asked.user);
      return byUser.get(asked.user)?.closed === true ? null : `D-${asked.user}`;
    },
    async probe(channel) {
      await Promise.resolve();
      ask('probe', channel ?? 'token');
      if (channel !== null) enter(channel);
    },
    async pace(channel) {
      await Promise.resolve();
      ask('pace', channel);
    },
    async post(channel, message, key, _mentions, beforeSending) {
      await beforeSending?.();
      enter(channel);
      ask('post', channel);
      fault('before');
      posts.push({ channel, key, message, edits: 0 });
      fault('after');
      return { channel, message: String(posts.length - 1) };
    },
    async update(ref, message, _mentions, beforeSending) {
      await beforeSending?.();
      enter(ref.channel);
      ask('update', ref.channel);
      const post = posts[Number(ref.message)];
      if (post) Object.assign(post, { message, edits: post.edits + 1 });
    },
    async find(channel, key) {
      await Promise.resolve();
      ask('find', channel);
      const index = posts.findIndex((post) => post.channel === channel && post.key === key);
      return index < 0 ? null : { channel, message: String(index) };
    },
  };
  const reply = (user: string): ReplyRef => ({ platform, user });
  /** From now on, calls of this kind throw what `why` gives for their target; null: none does. */
  function refuse(what: FakeCall, why: ((about: string) => Error | null) | null): void {
    if (why === null) refusing.delete(what);
    else refusing.set(what, why);
  }
  return { chat, posts, answers, faults, shut, account, reply, byUser, calls, refuse };
}

export type FakeChat = ReturnType<typeof createFakeChat>;

function outside(account: Account, why: Extract<Profile, { inside: false }>['why']): Profile {
  return { inside: false, account, name: account.user, why, sentence: `You are outside: ${why}.` };
}
