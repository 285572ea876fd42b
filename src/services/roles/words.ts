import type { Access } from '../../domain/access.ts';
import { cut } from '../../domain/cut.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { TargetNote } from '../../ports/targets.ts';
import type { TargetEvent, Want } from './plan.ts';

/** What a platform takes as the reason of a change. */
const longestReason = 512;

/** Which role, as it stands in sentences. */
export interface NamedRole {
  readonly name: string;
  /** What people call the platform. */
  readonly chat: string;
}

/** `Latchkey: access ID gives role:mdm-eu/Help desk, until …; access …`, within the platform's limit. */
export function givingReason(wants: readonly Want[]): string {
  return listed(wants.map((want) => `access ${want.id} gives ${want.entitlement}, ${ending(want.until)}`));
}

/** `Latchkey: access ID to role:mdm-eu/Help desk has ended (revoked); …`. */
export function takingReason(ended: readonly Access[], otherwise: string): string {
  if (ended.length === 0) return `Latchkey: ${otherwise}`;
  return listed(ended.map((access) => `access ${access.id} to ${entitlementKey(access.entitlement)} ${fate(access)}`));
}

/** What happened to a role of an account, as a sentence for the record; `by`: the accesses behind it, in words. */
export function eventSentence(
  what: TargetEvent,
  { name, chat }: NamedRole,
  detail: {
    readonly by: string;
    readonly restores: boolean;
    readonly took: boolean;
    readonly already: boolean;
    readonly isMember: boolean;
    readonly why: string;
  },
): string {
  const role = `the role ${name} in ${chat}`;
  const { by, why } = detail;
  switch (what) {
    case 'given':
      return detail.already ? `${role} was held already, and goes with ${by} from now on` : `${role} was given: ${by}`;
    case 'taken':
      return `${role} was taken: ${by}`;
    case 'failed':
      return `${role} could not be ${detail.took ? 'taken' : 'given'}: ${why.replace(/\.$/, '')}`;
    case 'given-by-hand':
      if (by !== '') return `${role} was given back by hand: ${by}`;
      return `${role} was given by hand, without an access${detail.restores ? ': it is taken again' : ''}`;
    case 'taken-by-hand':
      return `${role} was taken by hand${by === '' ? '' : `, although ${by}`}${detail.restores ? ': it is given again' : ''}`;
    case 'restored':
      return detail.took ? `${role} was taken again, as it was before` : `${role} was given again: ${by}`;
    case 'left':
      if (detail.isMember) return `left ${chat} meanwhile and came back without ${role}`;
      return `not a member of ${chat}, so without ${role}${by === '' ? '' : `: it is given when they are one again while ${by}`}`;
    case 'back':
      return `a member of ${chat} again: ${role} is given again, since ${by}`;
  }
}

/** `access ID gives role:…` for each. */
export function wantsText(wants: readonly Want[]): string {
  return wants.map(({ id, entitlement }) => `access ${id} gives ${entitlement}`).join(' and ');
}

export function endedText(ended: readonly Access[]): string {
  return ended.map((access) => `access ${access.id} ${fate(access)}`).join(' and ');
}

/** Where a role that an access gives stands, as a few words behind its name. */
export function noteText({ is, sentence }: Pick<TargetNote, 'is' | 'sentence'>): string {
  switch (is) {
    case 'given':
      return 'given';
    case 'failed':
      return `could not be given or taken: ${sentence ?? ''}`;
    case 'taken':
      return 'taken';
    case 'kept':
      return 'stays, another access gives it as well';
    case 'taken-by-hand':
      return 'taken by hand';
    case 'left':
      return 'not there: they are no member; they get it when they come back while the access lives';
  }
}

function fate(access: Access): string {
  const last = access.events.findLast(({ event }) => event === 'expired' || event === 'revoked');
  return last === undefined ? 'has ended' : last.event === 'expired' ? 'has ended: its time is up' : 'was revoked';
}

function ending(until: number | null): string {
  return until === null ? 'without end' : `until ${new Date(until).toISOString().slice(0, 16)}Z`;
}

function listed(parts: readonly string[]): string {
  let text = `Latchkey: ${parts[0] ?? ''}`;
  for (const [index, part] of parts.slice(1).entries()) {
    const rest = parts.length - 2 - index;
    const more = rest > 0 ? `; and ${rest} more` : '';
    if (text.length + part.length + 2 + more.length > longestReason) {
      return cut(`${text}; and ${rest + 1} more`, longestReason);
    }
    text = `${text}; ${part}`;
  }
  return cut(text, longestReason);
}
