import type { AuthorityScope, PlatformRole } from '../../domain/catalogue.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import type { TargetRoles } from './roles.ts';
import { words } from '../../words/index.ts';

/**
 * A role that `latchkey.yml` names was deleted at its platform: recorded and reported once for the role. That its holders
 * have it no more is nobody's doing to them, and isn't recorded.
 */
export function createRoleGone(
  { directory }: Pick<Deps, 'directory'>,
  roles: TargetRoles,
  journal: Journal,
  notify: Pick<Notify, 'administrators'>,
) {
  const reported = new Set<string>();

  return {
    /** What to say of the role, as one sentence that names what to do. */
    sentence,
    async report(one: PlatformRole): Promise<void> {
      const key = `role-gone/${one.platform}/${one.role}`;
      if (reported.has(key)) return;
      const text = sentence(one);
      await journal([
        {
          key,
          event: 'roster',
          facts: { what: 'gone', ...one, roleName: roles.lastName(one), sentence: text },
          via: 'clock',
        },
      ]);
      await notify.administrators(key, () => message(sentence(one)));
      reported.add(key);
    },
  };

  function sentence(one: PlatformRole): string {
    const given = roles.entitlementsOf(one);
    const stands = directory.catalogue.authority
      .filter((each) => isSameRole(each, one))
      .map(({ scope }) => named(scope));
    const name = roles.lastName(one);
    const texts = words.roles.gone;
    const role = name === one.role ? texts.unnamed(one.role) : texts.named(name, one.role);
    return texts.sentence(roles.chatName(one), role, [
      ...(given.length > 0 ? [texts.follows(given)] : []),
      ...(stands.length > 0 ? [texts.stands(stands)] : []),
    ]);
  }
}

export type RoleGone = ReturnType<typeof createRoleGone>;

function message(text: string): Message {
  return say(text, 'bad');
}

function named(scope: AuthorityScope): string {
  return 'product' in scope ? scope.product : scope.instance;
}
