import { LRUCache } from 'lru-cache';
import { isSameRole } from '../../domain/catalogue.ts';
import type { PlatformRole, RoleTarget } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { atMost, expiry } from '../../lib/read-cache.ts';
import { ChatRefused, ChatUnavailable } from '../../ports/chat.ts';
import type { ChatRoles } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';

const cacheMs = 60_000;
const mostKnown = 5_000;

/** The roles that follow accesses (`targets` in latchkey.yml), and what their platforms say of them. */
export function createTargetRoles({
  directory,
  chats,
  clock,
  log,
}: Pick<Deps, 'directory' | 'chats' | 'clock' | 'log'>) {
  /** Those of platforms that are connected. */
  const all = (): readonly RoleTarget[] =>
    directory.catalogue.targets.filter(({ platform }) => rolesOf(platform) !== null);
  /** What roles were called when that was last known, by this process. */
  const names = new Map<string, string>();
  const keyOf = ({ platform, role }: PlatformRole): string => `${platform} ${role}`;
  /** What the role was last called; its id where this process never knew. */
  const lastName = (one: PlatformRole): string => names.get(keyOf(one)) ?? one.role;
  /** What is out of date is kept for the time when the platform is away. */
  const known = new LRUCache<string, { readonly value: string | null }>({
    ...atMost(mostKnown),
    ...expiry(cacheMs, clock),
    noDeleteOnStaleGet: true,
  });

  return {
    rolesOf,
    /** Each role once. */
    each: (): readonly PlatformRole[] => [
      ...new Map(all().map(({ platform, role }) => [`${platform} ${role}`, { platform, role }])).values(),
    ],
    of: (entitlement: Entitlement): readonly RoleTarget[] =>
      all().filter((target) => target.entitlement === entitlementKey(entitlement)),
    /** Keys of the entitlements that give a role. */
    entitlementsOf: (one: PlatformRole): readonly string[] => sameRole(one).map(({ entitlement }) => entitlement),
    isRestored: (one: PlatformRole): boolean => sameRole(one).some(({ restore }) => restore),
    chatName: ({ platform }: PlatformRole): string => chats.get(platform)?.name ?? platform,
    /** What people call a role; its id where that cannot be had now. A minute's cache. */
    name: async (one: PlatformRole): Promise<string> => {
      const name = await asked('name', one, (roles) => roles.name(one.role), null);
      if (name !== null) names.set(keyOf(one), name);
      return name ?? lastName(one);
    },
    lastName,
    /** The role has this name from now on. @returns false where that was known */
    renamed(one: PlatformRole, name: string): boolean {
      if (names.get(keyOf(one)) === name) return false;
      names.set(keyOf(one), name);
      known.delete(`name ${keyOf(one)}`);
      return true;
    },
    /** Whether the platform says, read now, that there is no such role. Throws where it can't be asked. */
    async isGone(one: PlatformRole): Promise<boolean> {
      const roles = rolesOf(one.platform);
      if (roles === null) return false;
      if ((await roles.name(one.role)) !== null && (await roles.name(one.role, { fresh: true })) !== null) return false;
      known.delete(`name ${keyOf(one)}`);
      return true;
    },
    /** Why a role could not be given now; null: nothing is known to hinder it. A minute's cache. */
    obstacle: (one: PlatformRole): Promise<string | null> =>
      asked('obstacle', one, (roles) => roles.obstacle(one.role), null),
    /** The same, read now. */
    obstacleNow(one: PlatformRole): Promise<string | null> {
      known.delete(`obstacle ${one.platform} ${one.role}`);
      return asked('obstacle', one, (roles) => roles.obstacle(one.role), null);
    },
  };

  function rolesOf(platform: string): ChatRoles | null {
    return chats.get(platform)?.roles ?? null;
  }

  function sameRole(one: PlatformRole): readonly RoleTarget[] {
    return all().filter((target) => isSameRole(target, one));
  }

  /** A platform that is away holds nothing up: what it said last, else `otherwise`. */
  async function asked(
    what: string,
    { platform, role }: PlatformRole,
    ask: (roles: ChatRoles) => Promise<string | null>,
    otherwise: string | null,
  ): Promise<string | null> {
    const key = `${what} ${platform} ${role}`;
    const current = known.get(key);
    if (current) return current.value;
    const last = known.peek(key, { allowStale: true });
    const roles = rolesOf(platform);
    if (roles === null) return otherwise;
    try {
      const value = await ask(roles);
      known.set(key, { value });
      return value;
    } catch (error) {
      if (!(error instanceof ChatUnavailable) && !(error instanceof ChatRefused)) throw error;
      log.debug({ err: error, platform, role }, 'a role could not be asked about');
      return last?.value ?? otherwise;
    }
  }
}

export type TargetRoles = ReturnType<typeof createTargetRoles>;
