import type { Access, Ask, BasisFacts } from './access.ts';
import { startAsk, standingApprovals } from './access.ts';
import type { Entitlement, ItemKind, ItemRight } from './entitlement.ts';
import type { Outcome } from './outcome.ts';
import type { Reason } from './reason.ts';
import { reason } from './reason.ts';
import type { Deciding } from './refusal-args.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

const own: Reason = reason('A4', 'nobody-for-themselves');

/** The refusals of commands about an access. `words` makes their sentences. */
export const refusals = {
  noAuthority(entitlement: Entitlement, what: Deciding): Refusal {
    const rule: Reason =
      entitlement.kind === 'console'
        ? reason('C4', 'console-access-needed', { product: entitlement.product, what })
        : reason('R5', 'permissions-needed', { instance: entitlement.instance, entitlement, what });
    return refusal('no-authority', { name: 'no-authority', entitlement, what }, [rule]);
  },
  ownAccess(what: 'approve' | 'grant'): Refusal {
    return refusal('own-access', { name: 'own-access', what }, [own]);
  },
  ownAsk(): Refusal {
    return refusal('own-access', { name: 'own-request' }, [own]);
  },
  alreadyVoiced(): Refusal {
    return refusal('already-voiced', { name: 'already-approved' }, [reason('A4', 'one-vote-for-each-person')]);
  },
  notYourStage({ stages }: Ask, index: number): Refusal {
    const { of, count } = stages[index] ?? { of: { kind: 'authority' } as const, count: 1 };
    const args = { name: 'other-stage', stage: index + 1, stages: stages.length, of, count } as const;
    return refusal('not-your-stage', args, [reason('A5', 'rule-requires-more')]);
  },
  limitRequested(): Refusal {
    return refusal('limit', { name: 'limit-requested' }, [reason('A6', 'limit-not-requested')]);
  },
  limitOwn(): Refusal {
    return refusal('limit', { name: 'own-limit' }, [reason('A6', 'limited-person-cannot-end')]);
  },
  alreadyOpen({ id, state, entitlement, person: { label } }: Access, own: boolean): Refusal {
    const isActive = state === 'active';
    return refusal('already-open', { name: 'already-open', label, own, isActive, entitlement, access: id });
  },
  /** `maxMs`: the longest duration that is allowed. */
  tooLong(maxMs: number): Refusal {
    return refusal('too-long', { name: 'too-long', maxMs });
  },
  noAlways(maxMs: number | null): Refusal {
    return refusal('no-always', { name: 'no-always', maxMs });
  },
  notOpen(access: Access): Refusal {
    return refusal('already-decided', { name: 'decided', outcome: outcomeOf(access) });
  },
  lapsed(): Refusal {
    return refusal('already-decided', { name: 'lapsed' });
  },
  stale(): Refusal {
    return refusal('stale', { name: 'terms-changed' });
  },
  notYours(): Refusal {
    return refusal('not-yours', { name: 'not-yours-to-cancel' }, [reason('A4', 'own-action', { what: 'cancel' })]);
  },
  notYoursToGiveBack(): Refusal {
    return refusal('not-yours', { name: 'not-yours-to-give-back' });
  },
  nothingToRevoke(entitlement: Entitlement, label: string): Refusal {
    return refusal('nothing-to-revoke', { name: 'nothing-to-revoke', entitlement, label });
  },
  implicit(entitlement: Entitlement, label: string): Refusal {
    const product = entitlement.kind === 'console' ? entitlement.product : '';
    const because = [reason('C7', 'administrator-in-product', { label, product })];
    return refusal('implicit', { name: 'implicit', label, product }, because);
  },
  revokedMeanwhile(): Refusal {
    return refusal('revoked-meanwhile', { name: 'revoked-before-start' }, [reason('C7', 'revoked-before-start')]);
  },
  groupsChanged(): Refusal {
    return refusal('conflict', { name: 'groups-changed' }, [reason('R7', 'groups-bind-together')]);
  },
  /** None of somebody's accounts is inside any more. */
  left(label: string): Refusal {
    return refusal('gone', { name: 'left', label });
  },
  retired(what: string | Entitlement): Refusal {
    return refusal('retired', { name: 'retired', what });
  },
  changedOutside(): Refusal {
    return refusal('changed-outside', { name: 'changed-outside' }, [reason('A9', 'only-own-records')]);
  },
  unknownAccess(id: string): Refusal {
    return refusal('unknown-access', { name: 'unknown-access', id });
  },
  defaultAdministrator(instance: string): Refusal {
    const because = [reason('R6', 'default-administrator-untouched')];
    return refusal('default-administrator', { name: 'default-administrator', instance }, because);
  },
  group(shown: string): Refusal {
    return refusal('group', { name: 'group', shown }, [reason('C6', 'people-only')]);
  },
  notAnAsset({ instance, item }: { readonly instance: string; readonly item: string }, kind: ItemKind): Refusal {
    return refusal('conflict', { name: 'not-an-asset', instance, item, kind }, [reason('R4', 'assets-only')]);
  },
  /** `held` is what they have, or requested, on the item of `wanted`. */
  limitConflict(
    label: string,
    wanted: Entitlement & { readonly kind: 'item' },
    held: { readonly right: ItemRight; readonly access: string },
  ): Refusal {
    const { right, access } = held;
    const args = { name: 'item-rights-conflict', label, wanted, held: { right, access } } as const;
    return refusal('conflict', args, [reason('R4', 'no-read-wins')]);
  },
  /** A refusal that is about somebody else than its reader. */
  about(whom: string, { code, args, because }: Refusal): Refusal {
    return refusal(code, { name: 'about', whom, why: args }, because);
  },
  aboutAccount(chat: string, { code, args, because }: Refusal): Refusal {
    return refusal(code, { name: 'about-account', chat, why: args }, because);
  },
} as const;

/** What became of an access, and by whom. */
export function outcomeOf(access: Access): Outcome {
  const ask = startAsk(access);
  const last = access.events.findLast((event) => event.event !== 'refused');
  return {
    state: access.state,
    isImported: access.imported && ask === null,
    approvers: ask ? standingApprovals(ask).map(({ person }) => person.label) : [],
    last: last === undefined ? null : { event: last.event, actor: last.actor },
  };
}

/** The earliest end of some bases, in ms; null: none of them ends (A2). */
export function shorter(bases: readonly BasisFacts[]): number | null {
  const ends = bases.flatMap((basis) => (basis.until === null ? [] : [basis.until]));
  return ends.length > 0 ? Math.min(...ends) : null;
}
