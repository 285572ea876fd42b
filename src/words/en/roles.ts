import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import { and } from './format.ts';

/** What happened to a role that a chat gives: as in `domain/events`. */
type RoleEvent = 'given' | 'taken' | 'failed' | 'given-by-hand' | 'taken-by-hand' | 'restored' | 'left' | 'back';

/** Roles of a chat that follow an access. `chat`: what people call it. */
export const roles = {
  driftTitle: 'Role without access',
  /** `who`: a person, or an account that nobody has linked (`isLinked` false). `stands`: the role stands for authority. */
  driftOne: (who: Span, role: string, chat: string, stands: boolean, isLinked: boolean): Text => [
    who,
    ' has the role ',
    { strong: role },
    ` in ${chat}, but not the access that it comes with.`,
    stands ? ' The role doesn’t let them approve anything.' : '',
    isLinked
      ? ' Grant the access, or remove the role.'
      : ' After they’ve linked the account with /access link, they can request the access.',
  ],
  driftMany: (members: number, role: string, chat: string): Text => [
    `${members} members have the role `,
    { strong: role },
    ` in ${chat}, but not the access that it comes with. Grant the access to those who should keep the role, and remove it from the others in ${chat}. With `,
    { code: 'drift: restore' },
    ' in latchkey.yml, Latchkey removes it from them.',
  ],
  grant: (what: string) => `Grant ${what}`,
  grantConfirm: (what: string, label: string) => ({
    title: 'Grant this access?',
    text: `${label} gets ${what}.`,
    yes: 'Grant',
    no: 'Go back',
  }),
  remove: 'Remove the role',
  removeConfirm: (chat: string) => ({
    title: 'Remove the role?',
    text: `Latchkey removes the role in ${chat}.`,
    yes: 'Remove',
    no: 'Go back',
  }),

  /** `why`: a whole sentence. */
  yoursFailed: (role: string, chat: string, why: string): Text => [
    'Your role ',
    { strong: role },
    ` in ${chat} couldn’t be updated: ${why}`,
    ' We’ll keep trying, and the Latchkey administrators have been told.',
  ],
  failed: (role: string, chat: string, person: PersonRef | null, why: string): Text => [
    'The role ',
    { strong: role },
    ...(person === null ? [] : [' of ', { person }]),
    ` in ${chat} couldn’t be updated: ${why}`,
    ' We’ll keep trying.',
  ],
  refused: (chat: string, what: 'give' | 'take', role: string, code: string) =>
    `${chat} didn’t let Latchkey ${what === 'give' ? 'give' : 'remove'} the role ${role} (${code}).`,

  gone: {
    unnamed: (id: string) => `with the ID ${id}`,
    named: (name: string, id: string) => `${name} (${id})`,
    follows: (entitlements: readonly string[]) => `it follows ${entitlements.join(', ')} (targets)`,
    stands: (scopes: readonly string[]) => `it stands for authority over ${scopes.join(', ')} (authority)`,
    sentence: (chat: string, role: string, uses: readonly string[]) =>
      `The ${chat} role ${role} was deleted.${uses.length === 0 ? '' : ` In latchkey.yml, ${and(uses)}.`} Nobody can have it any more, but everyone keeps their access. Create a new role and put its ID there, or remove the entry, then restart Latchkey.`,
  },

  removing: {
    unknown: 'Latchkey no longer knows that role.',
    noAuthority: 'To remove this role, you need to be an approver of the access that it comes with.',
    changed: (role: string) => `The role ${role} has changed since then, so nothing was done.`,
    done: (role: string) => `Latchkey is removing the role ${role}.`,
    /** As it is recorded. */
    recorded: (role: string) => `the role ${role} is being removed, because no access gives it`,
  },
  inChat: (role: string, chat: string) => `${role} in ${chat}`,

  /** Why a role was removed, where no access has ended, as the rest of a sentence. */
  why: {
    notConfigured: 'latchkey.yml no longer gives this role with any access',
    decided: (label: string) => `no access gives it, and ${label} decided to remove it`,
    unlinked: 'the account is no longer linked to the person who has the access',
    left: 'the account that this one is linked to is no longer active',
    noAccess: 'no access gives it',
  },

  /** In the record, the audit channel, and the chat's own log. Times in ms. */
  accessGives: (id: string, entitlement: string) => `access ${id} gives ${entitlement}`,
  accessGivesUntil: (id: string, entitlement: string, until: number | null) =>
    `access ${id} gives ${entitlement}, ${until === null ? 'without end' : `until ${new Date(until).toISOString().slice(0, 16)}Z`}`,
  accessTo: (id: string, entitlement: string, fate: string) => `access ${id} to ${entitlement} ${fate}`,
  accessEnded: (id: string, fate: string) => `access ${id} ${fate}`,
  fate: { ended: 'has ended', expired: 'has ended: its time is up', revoked: 'was revoked' },
  together: (parts: readonly string[]) => parts.join(' and '),
  more: (hidden: number) => `; and ${hidden} more`,

  /**
   * What happened to a role of an account. `by`: the accesses behind it; '' for none. `took`: it was removed, or was to be.
   * `restores`: Latchkey undoes it. `already`: the account had the role before.
   */
  event: (what: RoleEvent, name: string, chat: string, detail: RoleEventDetail): string => {
    const role = `the role ${name} in ${chat}`;
    const { by, why, took, restores } = detail;
    switch (what) {
      case 'given':
        return detail.already
          ? `${role} was there already, and goes with ${by} from now on`
          : `${role} was given: ${by}`;
      case 'taken':
        return `${role} was removed: ${by}`;
      case 'failed':
        return `${role} couldn’t be ${took ? 'removed' : 'given'}: ${why.replace(/\.$/, '')}`;
      case 'given-by-hand':
        if (by !== '') return `${role} was given back by hand: ${by}`;
        return `${role} was given by hand, without an access${restores ? ', and is being removed' : ''}`;
      case 'taken-by-hand':
        return `${role} was removed by hand${by === '' ? '' : `, although ${by}`}${restores ? '. It’s being given again' : ''}`;
      case 'restored':
        return took ? `${role} was removed again, as before` : `${role} was given again: ${by}`;
      case 'left':
        if (detail.isMember) return `left ${chat} and came back without ${role}`;
        return `not a member of ${chat}, so without ${role}${by === '' ? '' : `. It’s given again if they come back while ${by}`}`;
      case 'back':
        return `a member of ${chat} again: ${role} is given again, since ${by}`;
    }
  },

  /** Where a role that an access gives stands, as a few words behind its name. */
  note: {
    given: 'given',
    failed: (why: string) => `couldn’t be given or removed: ${why}`,
    taken: 'removed',
    kept: 'stays, because another access gives it too',
    takenByHand: 'removed by hand',
    left: 'not given, because they aren’t a member; they get it if they come back in time',
  },
} as const;

interface RoleEventDetail {
  readonly by: string;
  readonly restores: boolean;
  readonly took: boolean;
  readonly already: boolean;
  readonly isMember: boolean;
  readonly why: string;
}
