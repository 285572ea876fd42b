import type { Access } from '../../domain/access.ts';
import { isOpen } from '../../domain/access.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { Text } from '../../domain/message.ts';
import type { StoredAccess } from '../../ports/access.ts';
import type { Deps } from '../deps.ts';
import { noteText } from '../roles/words.ts';
import type { TargetRoles } from '../roles/roles.ts';
import { words } from '../../words/index.ts';

/** The roles of chats that an access gives, as lines for whoever is shown it. */
export interface AccessRoles {
  /** A line for each role: that it will be given, or what became of it. */
  readonly lines: readonly Text[];
  /** Why a role could not be given as things are, a sentence each. */
  readonly warnings: readonly string[];
}

export const noRoles: AccessRoles = { lines: [], warnings: [] };

/** Says what becomes of the roles that follow an access. A platform that is away adds no warning and holds nothing up. */
export function createAccessRoles({ store }: Pick<Deps, 'store'>, roles: TargetRoles) {
  return { of, named };

  /** For a card, or an answer about one access. */
  async function of(stored: Pick<StoredAccess, 'access' | 'targets'>): Promise<AccessRoles> {
    const { access } = stored;
    if (access.state === 'requested' || access.state === 'approved') return ahead(access);
    return { lines: await since(stored), warnings: [] };
  }

  /** The roles that come with an access, for a sentence: `the role X in CHAT`. */
  async function named(access: Access): Promise<readonly string[]> {
    return Promise.all(
      roles.of(access.entitlement).map(async (one) => words.cards.role(await roles.name(one), roles.chatName(one))),
    );
  }

  async function ahead(access: Access): Promise<AccessRoles> {
    const targets = roles.of(access.entitlement);
    if (targets.length === 0) return noRoles;
    const person = await store.people.byId(access.person.id);
    const lines = targets.map(async (one): Promise<Text> => {
      const linked = person?.accounts.some(({ account }) => account.platform === one.platform) ?? false;
      return words.cards.givesRole(await roles.name(one), roles.chatName(one), linked);
    });
    const obstacles = await Promise.all(targets.map((one) => roles.obstacle(one)));
    return { lines: await Promise.all(lines), warnings: obstacles.filter((one) => one !== null) };
  }

  /** What was noted; for a role without a note, that it is on its way. */
  async function since({ access, targets: notes }: Pick<StoredAccess, 'access' | 'targets'>): Promise<readonly Text[]> {
    const lines = notes.map((note): Text => words.cards.roleIs(note.name, roles.chatName(note), noteText(note)));
    if (!isOpen(access)) return lines;
    const person = await store.people.byId(access.person.id);
    for (const one of roles.of(access.entitlement)) {
      if (notes.some((note) => isSameRole(note, one))) continue;
      const linked = person?.accounts.some(({ account }) => account.platform === one.platform) ?? false;
      lines.push(words.cards.roleIs(await roles.name(one), roles.chatName(one), words.cards.roleComing(linked)));
    }
    return lines;
  }
}

export type FindAccessRoles = ReturnType<typeof createAccessRoles>;
