import { freeName } from '../../../domain/free-name.ts';
import type { Account, Profile } from '../../../domain/identity.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Guild, Member } from '../connect/guild.ts';
import { accountOf, userOf } from './account.ts';
import { words } from '../../../words/index.ts';

type Why = 'not-found' | 'bot' | 'pending';

const sentences: Readonly<Record<Why, () => string>> = {
  'not-found': () => words.outside.discord.notFound,
  bot: () => words.outside.bot,
  pending: () => words.outside.discord.pending,
};

/** Judges what Discord says of an account (DESIGN §4, “Who is inside”); null: it is no member of our guild. */
export function judgeMember(account: Account, member: Member | null): Profile {
  const name = member ? nameOf(member) : account.user;
  const out = (why: Why): Profile => ({
    inside: false,
    account,
    name,
    why,
    get sentence() {
      return sentences[why]();
    },
  });
  if (member?.user.id !== account.user || account.platform !== 'discord' || account.workspace !== '') {
    return out('not-found');
  }
  if (member.user.bot || member.user.system) return out('bot');
  // Membership screening: until then they may neither speak nor act in the guild.
  if (member.pending) return out('pending');
  return { inside: true, account, name, email: null };
}

/** What others see of a member; never what Discord would show as somebody’s mention. */
export function nameOf({ nick, user }: Member): string {
  return freeName(nick || user.global_name || user.username);
}

export function createProfiles(guild: Pick<Guild, 'member' | 'search' | 'everybody'>) {
  async function member(account: Account, fresh: boolean): Promise<Member | null> {
    if (account.workspace !== '' || !/^\d{1,20}$/.test(account.user)) return null;
    try {
      return await guild.member(account.user, fresh);
    } catch (error) {
      if (!(error instanceof ChatRefused)) throw error;
      throw new ChatUnavailable(`Discord did not say who ${account.user} is`, null, { cause: error });
    }
  }

  return {
    async profile(account: Account, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<Profile> {
      return judgeMember(account, await member(account, fresh));
    },

    /** By id, mention, written form, user name, or the shown name that exactly one member has. */
    async accountByName(text: string): Promise<Account | null> {
      const name = text.trim();
      const id = userOf(name);
      if (id !== null) return (await member(accountOf(id), false)) ? accountOf(id) : null;
      const word = name.replace(/^@/, '').toLowerCase();
      // E-mails are no names: Discord tells nobody's.
      if (word === '' || word.includes('@')) return null;
      const [exact] = (await guild.search(word)).filter(({ user }) => user.username.toLowerCase() === word);
      if (exact) return accountOf(exact.user.id);
      // Discord searches user names and nicknames only.
      const [only, ...more] = (await guild.everybody()).filter(({ user, nick }) =>
        [user.global_name, nick].some((one) => one?.toLowerCase() === word),
      );
      return only && more.length === 0 ? accountOf(only.user.id) : null;
    },
  };
}

export type Profiles = ReturnType<typeof createProfiles>;
