import type { Access } from '../../domain/access.ts';
import { cut } from '../../domain/cut.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { TargetNote } from '../../ports/targets.ts';
import type { TargetEvent, Want } from './plan.ts';
import { words } from '../../words/index.ts';

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
  return listed(wants.map(({ id, entitlement, until }) => words.roles.accessGivesUntil(id, entitlement, until)));
}

/** `Latchkey: access ID to role:mdm-eu/Help desk has ended (revoked); …`. */
export function takingReason(ended: readonly Access[], otherwise: string): string {
  if (ended.length === 0) return `Latchkey: ${otherwise}`;
  return listed(ended.map((one) => words.roles.accessTo(one.id, entitlementKey(one.entitlement), fate(one))));
}

/** What happened to a role of an account, as a sentence for the record; `by`: the accesses behind it, in words. */
export function eventSentence(
  what: TargetEvent,
  { name, chat }: NamedRole,
  detail: Parameters<typeof words.roles.event>[3],
): string {
  return words.roles.event(what, name, chat, detail);
}

/** `access ID gives role:…` for each. */
export function wantsText(wants: readonly Want[]): string {
  return words.roles.together(wants.map(({ id, entitlement }) => words.roles.accessGives(id, entitlement)));
}

export function endedText(ended: readonly Access[]): string {
  return words.roles.together(ended.map((access) => words.roles.accessEnded(access.id, fate(access))));
}

/** Where a role that an access gives stands, as a few words behind its name. */
export function noteText({ is, sentence }: Pick<TargetNote, 'is' | 'sentence'>): string {
  switch (is) {
    case 'given':
      return words.roles.note.given;
    case 'failed':
      return words.roles.note.failed(sentence ?? '');
    case 'taken':
      return words.roles.note.taken;
    case 'kept':
      return words.roles.note.kept;
    case 'taken-by-hand':
      return words.roles.note.takenByHand;
    case 'left':
      return words.roles.note.left;
  }
}

function fate(access: Access): string {
  const last = access.events.findLast(({ event }) => event === 'expired' || event === 'revoked');
  const texts = words.roles.fate;
  return last === undefined ? texts.ended : last.event === 'expired' ? texts.expired : texts.revoked;
}

function listed(parts: readonly string[]): string {
  let text = `Latchkey: ${parts[0] ?? ''}`;
  for (const [index, part] of parts.slice(1).entries()) {
    const rest = parts.length - 2 - index;
    const more = rest > 0 ? words.roles.more(rest) : '';
    if (text.length + part.length + 2 + more.length > longestReason) {
      return cut(`${text}${words.roles.more(rest + 1)}`, longestReason);
    }
    text = `${text}; ${part}`;
  }
  return cut(text, longestReason);
}
