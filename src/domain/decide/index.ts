import type { Access } from '../access.ts';
import { refusals } from '../refusals.ts';
import { grant, request } from './ask.ts';
import { giveBack, importMember, look, removeImport, retire, revoke } from './course.ts';
import { handOverLimit } from './hand-over.ts';
import { start } from './start.ts';
import type { AccessCommand, Decided, Facts } from './types.ts';
import { approve, cancel, deny } from './verdict.ts';

export { isLimitedBy } from './narrowing.ts';
export { widens } from './widens.ts';
export type { AccessCommand, CardTerms, Decided, Facts } from './types.ts';

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
      return approve(access, { ...command, name: 'approve' }, facts);
    case 'deny':
      return deny(access, { ...command, name: 'deny' }, facts);
    case 'cancel':
      return cancel(access, facts);
    case 'give-back':
      return giveBack(access, facts);
    case 'start':
      return start(access, facts);
    case 'look':
      return look(access, facts);
    case 'retire':
      return retire(access, command.sentence, facts);
  }
}
