import { isSameRole } from '../domain/catalogue.ts';
import type { PlatformRole, RoleTarget } from '../domain/catalogue.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { entitlementKey } from '../domain/entitlement.ts';
import { ChatRefused, ChatUnavailable } from '../ports/chat.ts';
import type { ChatRoles } from '../ports/chat.ts';
import type { Deps } from './deps.ts';

const cacheMs = 60_000;

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
  const known = new Map<string, { readonly until: number; readonly value: string | null }>();

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
    name: async (one: PlatformRole): Promise<string> =>
      (await asked('name', one, (roles) => roles.name(one.role), null)) ?? one.role,
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
    const last = known.get(key);
    if (last && clock.now() < last.until) return last.value;
    const roles = rolesOf(platform);
    if (roles === null) return otherwise;
    try {
      const value = await ask(roles);
      known.set(key, { until: clock.now() + cacheMs, value });
      return value;
    } catch (error) {
      if (!(error instanceof ChatUnavailable) && !(error instanceof ChatRefused)) throw error;
      log.debug({ err: error, platform, role }, 'a role could not be asked about');
      return last?.value ?? otherwise;
    }
  }
}

export type TargetRoles = ReturnType<typeof createTargetRoles>;
