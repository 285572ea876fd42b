import type { Access } from './access.ts';
import type { Entitlement } from './entitlement.ts';

/** What an approver suggested instead, when they denied it; null: nothing. */
export function suggestedInstead({ events, entitlement }: Pick<Access, 'events' | 'entitlement'>): Entitlement | null {
  const denied = events.findLast(({ event }) => event === 'denied');
  const role = denied?.event === 'denied' ? denied.facts.instead : undefined;
  if (role === undefined || entitlement.kind !== 'role') return null;
  return { kind: 'role', instance: entitlement.instance, role };
}
