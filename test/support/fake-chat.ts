import type { ReplyRef } from '../../src/domain/call.ts';
import type { Account, Profile } from '../../src/domain/identity.ts';
import type { Message, MessageRef } from '../../src/domain/message.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { ChatUnavailable } from '../../src/ports/chat.ts';

export interface FakeUser {
  readonly user: string;
  email: string;
  outside?: Extract<Profile, { inside: false }>['why'];
}

export interface FakeMessage {
  readonly channel: string;
  readonly key: string;
  message: Message;
  edits: number;
}

/** A chat in memory that keeps what a platform would show. `fail` makes the next posts fail, before or after they happened. */
export function createFakeChat(users: readonly FakeUser[]) {
  const posts: FakeMessage[] = [];
  const answers: { to: string; message: Message }[] = [];
  const faults: ('before' | 'after' | { retryAfterMs: number })[] = [];
  const account = (user: string): Account => ({ platform: 'slack', workspace: 'T1', user });
  const byUser = new Map(users.map((user) => [user.user, user]));

  function fault(when: 'before' | 'after'): void {
    const next = faults[0];
    if (next === undefined || (next !== when && typeof next === 'string')) return;
    if (typeof next === 'object' && when === 'after') return;
    faults.shift();
    throw new ChatUnavailable('the fake chat fails', typeof next === 'object' ? next.retryAfterMs : null);
  }

  const chat: Chat = {
    platform: 'slack',
    name: 'Slack',
    hint: null,
    signIn: () => null,
    roles: null,
    profile(asked) {
      const user = byUser.get(asked.user);
      if (!user) return Promise.resolve(outside(asked, 'not-found'));
      if (user.outside) return Promise.resolve(outside(asked, user.outside));
      return Promise.resolve({ inside: true, account: asked, name: user.user, email: user.email });
    },
    accountByEmail(email) {
      const user = users.find((one) => one.email === email);
      return Promise.resolve(user ? account(user.user) : null);
    },
    accountByName(text) {
      return Promise.resolve(byUser.has(text) ? account(text) : null);
    },
    answer(reply, message) {
      answers.push({ to: String(reply['user']), message });
      return Promise.resolve();
    },
    directChannel: (asked) => Promise.resolve(`D-${asked.user}`),
    async post(channel, message, key) {
      await Promise.resolve();
      fault('before');
      posts.push({ channel, key, message, edits: 0 });
      fault('after');
      return { channel, message: String(posts.length - 1) };
    },
    update(ref, message) {
      const post = posts[Number(ref.message)];
      if (post) Object.assign(post, { message, edits: post.edits + 1 });
      return Promise.resolve();
    },
    find(channel, key) {
      const index = posts.findIndex((post) => post.channel === channel && post.key === key);
      return Promise.resolve<MessageRef | null>(index < 0 ? null : { channel, message: String(index) });
    },
  };
  const reply = (user: string): ReplyRef => ({ platform: 'slack', user });
  return { chat, posts, answers, faults, account, reply, byUser };
}

export type FakeChat = ReturnType<typeof createFakeChat>;

function outside(account: Account, why: Extract<Profile, { inside: false }>['why']): Profile {
  return { inside: false, account, name: account.user, why, sentence: `You are outside: ${why}.` };
}
