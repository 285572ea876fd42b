import type { Call } from '../../domain/call.ts';
import { cut } from '../../domain/cut.ts';
import { freeName } from '../../domain/free-name.ts';
import type { Account } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Chat } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';
import { derivedId } from '../ids.ts';
import { newCode, newState } from './code.ts';
import { codeMessage, linkLifeMs, mostNamed } from './messages.ts';
import type { Checked, LinkSides, Side } from './sides.ts';
import { done, no, shown } from './sides.ts';
import { verifierOf } from './awaited-sign-in.ts';
import { words } from '../../words/index.ts';

/** The first step of a link: a code for a named account, or somewhere to sign in. */
export function createLinkStart(
  { store, chats, clock, ids, seals }: Pick<Deps, 'store' | 'chats' | 'clock' | 'ids' | 'seals'>,
  sides: LinkSides,
) {
  return { byCode, bySignIn };

  /**
   * Gives the code to who started; whoever is named hears nothing until they enter it. The answer is the same whether there
   * is such an account or not, and whether it can be linked: that is looked at when the code is entered there.
   */
  async function byCode(call: Call, typed: string): Promise<Checked<Message>> {
    const own = await sides.side(call.account);
    if (!own.ok) return own;
    if (!(await store.links.guess('name', call.account, call.delivery, clock.now(), mostNamed))) {
      return no(() => words.linkRefused.tooManyNamed);
    }
    const others = [...chats.values()].filter(({ platform }) => platform !== call.account.platform);
    if (others.length === 0) {
      return no(() => words.linkRefused.oneChat);
    }
    const named = await find(others, typed.trim().replace(/^@/, ''));
    const { code, secret } = newCode();
    const link = begun(call, derivedId('link', ids.salt(), call.delivery), 'code');
    // Without an account there is one that nobody can enter: whoever starts doesn't learn who there is.
    await store.links.start({ ...link, secret, other: named && { account: named, reply: null, confirmedAt: null } });
    return done(codeMessage(code, others, freeName(cut(typed.trim(), 60)), link.expiresAt));
  }

  /** The account of another chat that somebody names by what others see of it; null: none, or more than one. */
  async function find(others: readonly Chat[], typed: string): Promise<Account | null> {
    const found: Account[] = [];
    for (const chat of others) {
      const account = await chat.accountByName(typed);
      if (account) found.push(account);
    }
    const [only] = found;
    return only && found.length === 1 ? only : null;
  }

  /** Without a named account: somewhere to sign in, or how to do it with a code. */
  async function bySignIn(call: Call): Promise<Checked<Message>> {
    const own = await sides.side(call.account);
    if (!own.ok) return own;
    const chat = chats.get(call.account.platform);
    const others = [...chats.values()].filter(({ platform }) => platform !== call.account.platform);
    if (own.value.person === null && chat) {
      const message = await offer(call, chat, own.value);
      if (message) return done(message);
    }
    return no(() => withoutAccount(own.value, others));
  }

  async function offer(call: Call, chat: Chat, own: Side): Promise<Message | null> {
    const { state, id } = newState();
    const url = chat.signIn(state, verifierOf({ seals }, state));
    if (url === null) return null;
    const link = begun(call, id, 'sign-in');
    await store.links.start(link);
    return {
      summary: words.linking.signInSummary(chat.name, shown(own)),
      tone: 'waiting',
      title: words.linking.signInTitle,
      blocks: [
        { kind: 'text', text: words.linking.signIn(chat.name, own.name) },
        { kind: 'note', text: words.linking.signInUntil(link.expiresAt) },
      ],
      links: [{ label: words.linking.signInLink(chat.name), url }],
    };
  }

  function begun(call: Call, id: string, kind: 'code' | 'sign-in'): LinkRecord {
    const at = clock.now();
    return {
      id,
      kind,
      state: 'open',
      starter: { account: call.account, reply: call.reply, confirmedAt: null },
      other: null,
      secret: null,
      email: null,
      unlink: null,
      tries: [],
      at,
      expiresAt: at + linkLifeMs,
      agreedAt: null,
    };
  }
}

export type LinkStart = ReturnType<typeof createLinkStart>;

function withoutAccount(own: Side, others: readonly Chat[]): string {
  const [first] = others;
  const texts = words.linkRefused;
  const known = own.person === null ? '' : `${texts.youAre(own.person.label)} `;
  if (!first) return own.person === null ? texts.noSignIn : `${known}${texts.noSecondChat}`;
  return `${known}${texts.howToLink(others.map(({ name }) => name))}`;
}
