import type { Platform } from '../../domain/identity.ts';
import { withoutHidden } from '../../lib/name-skeleton.ts';
import type { Person } from '../../ports/people.ts';

/** What a chat calls somebody, for where no mention can stand: the reader's chat before any other; null: none is known. */
export function nameOf({ accounts }: Pick<Person, 'accounts'>, platform: Platform): string | null {
  const bound = accounts.find(({ account }) => account.platform === platform) ?? accounts[0];
  return bound === undefined ? null : withoutHidden(bound.name) || null;
}
