import type { Access } from '../../domain/access.ts';
import type { Order } from './facts.ts';
import type { Performed } from './handle-command.ts';

/** What a command is about whoever gives it: everything of an order but the command and what it's about. */
export type Envelope = Omit<Order, 'command' | 'subject' | 'entitlement'>;

/** What comes of a command that changes nothing of an access, because it's refused. */
export function refused(access: Access, refusal: Performed['refusal']): Performed {
  return { access, events: [], refusal, again: false };
}
