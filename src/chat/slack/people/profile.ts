import { freeName } from '../../../domain/free-name.ts';
import { LRUCache } from 'lru-cache';
import type { Account, Profile } from '../../../domain/identity.ts';
import { atMost, createReadCache } from '../../../lib/read-cache.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import { zoneName } from '../../../lib/zoned-time.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import type { Web } from '../connect/web.ts';
import { createLocales } from '../../locales.ts';
import { words } from '../../../words/index.ts';

/** The parts of `users.info` that decide who is inside. */
export interface SlackUser {
  readonly id?: string;
  readonly name?: string;
  readonly real_name?: string;
  /** The IANA name of the time zone. */
  readonly tz?: string | null;
  /** Where it was asked for, such as `de-DE`. */
  readonly locale?: string;
  readonly team_id?: string;
  readonly enterprise_id?: string;
  readonly enterprise_user?: { readonly enterprise_id?: string };
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_email_confirmed?: boolean;
  readonly profile?: { readonly email?: string; readonly real_name?: string; readonly display_name?: string };
}

type Why = Extract<Profile, { inside: false }>['why'];

const sentences: Readonly<Record<Exclude<Why, 'unlinked' | 'pending'>, () => string>> = {
  'not-found': () => words.outside.slack.notFound,
  deactivated: () => words.outside.slack.deactivated,
  bot: () => words.outside.bot,
  stranger: () => words.outside.slack.stranger,
  guest: () => words.outside.slack.guest,
  'no-email': () => words.outside.slack.noEmail,
  unconfirmed: () => words.outside.slack.unconfirmed,
};

/** Judges what Slack says of an account (DESIGN §4, “Who is inside”); null: Slack does not know it. */
export function judgeUser(account: Account, user: SlackUser | null, own: OwnIdentity): Profile {
  const name = user ? nameOf(user, account) : account.user;
  const out = (why: Exclude<Why, 'unlinked' | 'pending'>): Profile => ({
    inside: false,
    account,
    name,
    why,
    get sentence() {
      return sentences[why]();
    },
  });
  if (user?.id === undefined || user.id !== account.user) return out('not-found');
  if (user.deleted) return out('deactivated');
  if (user.is_bot || user.id === 'USLACKBOT') return out('bot');
  if (!isOurs(user, own)) return out('stranger');
  if (user.is_restricted || user.is_ultra_restricted) return out('guest');
  const email = user.profile?.email?.trim();
  if (!email) return out('no-email');
  if (user.is_email_confirmed === false) return out('unconfirmed');
  const timeZone = zoneName(user.tz ?? '');
  return { inside: true, account, name, email, ...(timeZone !== null && { timeZone }) };
}

/** What others see of a user; never another account’s written form. */
function nameOf({ profile, real_name: realName, name }: SlackUser, { user }: Account): string {
  return freeName(profile?.real_name || realName || profile?.display_name || name || user);
}

function isOurs(user: SlackUser, own: OwnIdentity): boolean {
  if (own.team !== null && user.team_id === own.team) return true;
  const theirs = [user.enterprise_user?.enterprise_id, user.enterprise_id];
  return own.enterprise !== null && theirs.includes(own.enterprise);
}

const cacheMs = 60_000;
const mostCached = 5_000;
const unknownUser = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

/** Reads profiles: one call at a time for an account, remembered for a minute at most. */
export function createProfiles({
  web,
  own,
  clock,
}: {
  readonly web: Web;
  readonly own: OwnIdentity;
  readonly clock: Clock;
}) {
  const known = createReadCache<Profile>({ ttlMs: cacheMs, max: mostCached, clock });

  const locales = createLocales(async (user) => {
    await known.get(user, false, () => read({ platform: 'slack', workspace: own.workspace, user }));
    return localeRead.get(user) ?? null;
  });
  /** As Slack said it when a profile was read last. */
  const localeRead = new LRUCache<string, string>(atMost(mostCached));

  async function read(account: Account): Promise<Profile> {
    try {
      const answer = await web('users.info', (client) =>
        client.users.info({ user: account.user, include_locale: true }),
      );
      const locale = answer.user?.locale;
      if (locale !== undefined) localeRead.set(account.user, locale);
      locales.seen(account.user, locale ?? null);
      return judgeUser(account, answer.user ?? null, own);
    } catch (error) {
      if (error instanceof ChatRefused && unknownUser.has(error.code)) return judgeUser(account, null, own);
      if (error instanceof ChatUnavailable) throw error;
      throw new ChatUnavailable(`Slack did not say who ${account.user} is`, null, { cause: error });
    }
  }

  return {
    /** The locale of a user's profile, as it was last read. */
    localeOf: (user: string) => locales.of(user),

    /** `fresh` asks Slack again, also when an older question is still on its way. */
    profile(account: Account, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<Profile> {
      if (account.workspace !== own.workspace) return Promise.resolve(judgeUser(account, null, own));
      return known.get(account.user, fresh, () => read(account));
    },

    /** Forgets what was read, also what is being read now. */
    forget(user: string): void {
      known.forget(user);
    },

    async accountByEmail(email: string): Promise<Account | null> {
      try {
        const answer = await web('users.lookupByEmail', (client) => client.users.lookupByEmail({ email }));
        const user = answer.user?.id;
        return user ? { platform: 'slack', workspace: own.workspace, user } : null;
      } catch (error) {
        if (error instanceof ChatRefused && unknownUser.has(error.code)) return null;
        if (error instanceof ChatUnavailable) throw error;
        throw new ChatUnavailable('Slack did not say whose e-mail that is', null, { cause: error });
      }
    },

    /** By e-mail, by id, or by the written form `slack:TEAM/USER`. */
    async accountByName(text: string): Promise<Account | null> {
      const name = text.trim();
      if (name.includes('@')) return this.accountByEmail(name);
      const user = /^(?:slack:[A-Z0-9]+\/)?([UW][A-Z0-9]{4,})$/i.exec(name)?.[1]?.toUpperCase();
      if (user === undefined) return null;
      const account = { platform: 'slack', workspace: own.workspace, user };
      const profile = await this.profile(account);
      return !profile.inside && profile.why === 'not-found' ? null : account;
    },
  };
}

export type Profiles = ReturnType<typeof createProfiles>;
