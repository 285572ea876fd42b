import { isSameRole } from '../../domain/catalogue.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { EventBody } from '../../domain/events/index.ts';
import { readPersonEvent } from '../../domain/webhook/person-body.ts';
import { readRoleEvent } from '../../domain/webhook/role-body.ts';
import type { Happened } from './happened.ts';

/** What endpoints may be told of event `n` of the tenant's journal, as the journal or the chain has it. Pure. */
export function journalHappened(
  { targets }: Pick<Catalogue, 'targets'>,
  n: number,
  event: Pick<EventBody, 'event' | 'at' | 'entitlement' | 'facts'>,
): readonly Happened[] {
  const { at, entitlement } = event;
  const role = readRoleEvent(event);
  if (role !== null) {
    const giving = targets.filter((target) => isSameRole(target, role)).map((target) => target.entitlement);
    const about = new Set([...giving, ...(entitlement === null ? [] : [entitlement])]);
    const { type, account, seq } = role;
    const group = `role/${account}/${role.role}`;
    return [{ type, source: { kind: 'role', n }, at, about: [...about], group, seq }];
  }
  return readPersonEvent(event).map(({ type, person, change }) => ({
    type,
    source: { kind: 'person', n, change },
    at,
    about: [],
    group: `person/${person}`,
    seq: n,
  }));
}
