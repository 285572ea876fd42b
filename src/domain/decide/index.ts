import type { Access } from '../access.ts';
import { refusals } from '../refusals.ts';
import { approve } from './approve.ts';
import { cancel } from './cancel.ts';
import { deny } from './deny.ts';
import { giveBack } from './give-back.ts';
import { grant } from './grant.ts';
import { handOverLimit } from './hand-over-limit.ts';
import { importMember } from './import.ts';
import { join } from './join.ts';
import { look } from './look.ts';
import { recheck } from './recheck.ts';
import { removeImport } from './remove-import.ts';
import { request } from './request.ts';
import { retire } from './retire.ts';
import { revoke } from './revoke.ts';
import { start } from './start.ts';
import { withdraw } from './withdraw.ts';
import type { AccessCommand, Decided, Facts } from './types.ts';

export { isLimitedBy } from './narrowing.ts';
export { isOvertaken, isRepeated } from './overtaken.ts';
export { collectsRefusals } from './refuse.ts';
export { widens } from './widens.ts';
export type { AccessCommand, CardTerms, Decided, DraftEvent, Facts } from './types.ts';

/**
 * Decides one command about one access, from its state and the facts alone. Pure. What no rule allows is refused.
 * Answers the events to append (possibly none), and the refusal if it is one; never throws for what a person did.
 */
export function decide(access: Access | null, command: AccessCommand, facts: Facts): Decided {
  switch (command.name) {
    case 'request':
      return request(access, command, facts);
    case 'grant':
      return grant(access, command, facts);
    case 'revoke':
      return revoke(access, facts);
    case 'hand-over-limit':
      return handOverLimit(access, command, facts);
    case 'import':
      return importMember(access, facts);
    case 'remove-import':
      return removeImport(access, facts);
    default:
      return access === null ? { events: [], refusal: refusals.unknownAccess('') } : onOne(access, command, facts);
  }
}

function onOne(
  access: Access,
  command: Exclude<
    AccessCommand,
    { name: 'request' | 'grant' | 'revoke' | 'import' | 'remove-import' | 'hand-over-limit' }
  >,
  facts: Facts,
): Decided {
  switch (command.name) {
    case 'approve':
      return approve(access, command, facts);
    case 'deny':
      return deny(access, command, facts);
    case 'cancel':
      return cancel(access, facts);
    case 'join':
      return join(access, command.asker, facts);
    case 'withdraw':
      return withdraw(access, command, facts);
    case 'give-back':
      return giveBack(access, facts);
    case 'start':
      return start(access, facts);
    case 'look':
      return look(access, facts);
    case 'recheck':
      return recheck(access, facts);
    case 'retire':
      return retire(access, command.what, facts);
  }
}
