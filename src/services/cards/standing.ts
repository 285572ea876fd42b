import type { Access } from '../../domain/access.ts';
import { isInForce } from '../../domain/access.ts';
import type { Text } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

/** Until when an access is in force, or where it stands: a few words. `now` in ms. */
export function standing(access: Access, now: number): Text {
  if (isInForce(access, now)) {
    return access.until === null ? [words.lists.withoutEnd] : words.lists.until(access.until);
  }
  return access.state === 'active'
    ? [words.lists.ended]
    : [access.state === 'requested' ? words.lists.needsApproval : access.state];
}
