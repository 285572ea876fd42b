import type { Access, Ask, Basis } from './access.ts';
import { startAsk, standingApprovals } from './access.ts';
import { cut } from './cut.ts';
import { formatDuration } from './duration.ts';
import type { Entitlement } from './entitlement.ts';
import type { Reason } from './reason.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

/** The one place that turns a refusal into a sentence for a person. Names of people are their labels. */

/** The entitlement as people say it: `console access to acme-prod`, `the role Help desk on mdm-eu`. */
export function spoken(entitlement: Entitlement): string {
  switch (entitlement.kind) {
    case 'console':
      return `console access to ${entitlement.product}`;
    case 'role':
      return `the role ${entitlement.role} on ${entitlement.instance}`;
    case 'item':
      return `${entitlement.right} on ${entitlement.instance}/${entitlement.item}`;
  }
}

const own: Reason = { rule: 'A4', sentence: 'Nobody grants to, approves or extends for themselves.' };

export const refusals = {
  noAuthority(entitlement: Entitlement, what: string): Refusal {
    const reason: Reason =
      entitlement.kind === 'console'
        ? { rule: 'C4', sentence: `Only who has console access to ${entitlement.product} may ${what} it.` }
        : {
            rule: 'R5',
            sentence: `Only who may “Define permissions to other users accounts” on ${entitlement.instance} may ${what} ${spoken(entitlement)}.`,
          };
    return refusal('no-authority', `You cannot ${what} this: ${lower(reason.sentence)}`, [reason]);
  },
  ownAccess(what: string): Refusal {
    return refusal('own-access', `You cannot ${what} your own access: somebody else with authority has to.`, [own]);
  },
  ownAsk(): Refusal {
    return refusal('own-access', 'You asked for this, so you cannot add a second voice: somebody else has to.', [own]);
  },
  alreadyVoiced(): Refusal {
    return refusal('already-voiced', 'You have approved this already: one person counts once over all stages.', [
      { rule: 'A4', sentence: 'One person counts once over all stages.' },
    ]);
  },
  notYourStage(ask: Ask, index: number): Refusal {
    return refusal(
      'not-your-stage',
      `Stage ${index + 1} of ${ask.stages.length} asks for somebody else: ${stageText(ask, index)}.`,
      [{ rule: 'A5', sentence: 'An approval rule can ask for more than authority.' }],
    );
  },
  limitRequested(): Refusal {
    return refusal(
      'limit',
      'This takes rights away, so it can be granted by somebody with authority, but not asked for.',
      [{ rule: 'A6', sentence: 'A limit can be granted but not asked for.' }],
    );
  },
  limitOwn(): Refusal {
    return refusal('limit', 'This limits you, so somebody else with authority has to end it.', [
      { rule: 'A6', sentence: 'Ending a limit is the widening step: the limited person cannot end it.' },
    ]);
  },
  alreadyOpen(access: Access, own: boolean): Refusal {
    const who = own ? 'You have' : `${access.person.label} has`;
    const sentence =
      access.state === 'active'
        ? `${who} ${spoken(access.entitlement)} already (${access.id}): look at /access why ${access.id}.`
        : own
          ? `You have asked for ${spoken(access.entitlement)} already (${access.id}): it waits, see /access pending.`
          : `A request of ${access.person.label} for ${spoken(access.entitlement)} waits already: decide it with /access approve ${access.id}.`;
    return refusal('already-open', sentence);
  },
  tooLong(maxMs: number): Refusal {
    return refusal('too-long', `That is longer than allowed: ask for ${formatDuration(maxMs)} at the most.`);
  },
  noAlways(maxMs: number | null): Refusal {
    const at = maxMs === null ? '' : `: ask for ${formatDuration(maxMs)} at the most`;
    return refusal('no-always', `Access without end is not allowed here${at}.`);
  },
  notOpen(access: Access): Refusal {
    return refusal('already-decided', `Nothing is left to decide: ${outcome(access)}`);
  },
  lapsed(): Refusal {
    return refusal('already-decided', 'Nobody decided this in time, so it has lapsed: it has to be asked for again.');
  },
  stale(): Refusal {
    return refusal(
      'stale',
      'What that button showed has changed, so nothing was decided: look at the card as it stands now.',
    );
  },
  notYours(): Refusal {
    return refusal('not-yours', 'Only who asked, or who it is for, can cancel this; who has authority can deny it.', [
      { rule: 'A4', sentence: 'Cancelling and giving back one’s own is always allowed.' },
    ]);
  },
  notYoursToGiveBack(): Refusal {
    return refusal(
      'not-yours',
      'You can give back only what is yours; to end somebody else’s access use /access revoke.',
    );
  },
  nothingToRevoke(entitlement: Entitlement, label: string): Refusal {
    return refusal(
      'nothing-to-revoke',
      `${label} has no ${spoken(entitlement).replace(/^the /, '')} from here, so there is nothing to revoke.`,
    );
  },
  implicit(entitlement: Entitlement, label: string): Refusal {
    const product = entitlement.kind === 'console' ? entitlement.product : '';
    const reason: Reason = {
      rule: 'C7',
      sentence: `The access of ${label} comes from being an administrator of ${product}: they must be demoted or removed in the product itself.`,
    };
    return refusal('implicit', `There is nothing to revoke here. ${reason.sentence}`, [reason]);
  },
  revokedMeanwhile(): Refusal {
    return refusal(
      'revoked-meanwhile',
      'A revocation was heard after this was asked for, so it does not start: ask again if it is still needed.',
    );
  },
  groupsChanged(): Refusal {
    return refusal(
      'conflict',
      'A group that this leads to was taken away meanwhile, and its rule asks for more: ask again if it is still needed.',
      [{ rule: 'R7', sentence: 'The rules of every group that the person would newly be in bind together.' }],
    );
  },
  gone(why: string): Refusal {
    return refusal('gone', why);
  },
  retired(what: string): Refusal {
    return refusal(
      'retired',
      `${what} is no longer in the configuration, so nothing can be given there; what was given can still be revoked.`,
    );
  },
  changedOutside(): Refusal {
    return refusal(
      'changed-outside',
      'The record of this access was changed outside Latchkey, so nothing was done. A Latchkey administrator can find out more with `latchkey audit verify`.',
      [{ rule: 'A9', sentence: 'Only what Latchkey wrote itself counts.' }],
    );
  },
  unknownAccess(id: string): Refusal {
    return refusal(
      'unknown-access',
      `There is no access with the id “${cut(id, 24)}”: find the ids with /access mine, /access pending or /access audit.`,
    );
  },
  defaultAdministrator(instance: string): Refusal {
    return refusal(
      'default-administrator',
      `That is the built-in default administrator account of ${instance}: nothing of it is granted, limited or revoked.`,
      [{ rule: 'R6', sentence: 'Nobody can edit or remove the built-in default administrator account.' }],
    );
  },
  group(shown: string): Refusal {
    return refusal(
      'group',
      `${shown} is a group: access is given to each person on their own, so name the people one by one.`,
      [{ rule: 'C6', sentence: 'User groups are not supported: access is configured individually for each person.' }],
    );
  },
  notAnAsset(where: string, kind: string): Refusal {
    return refusal(
      'conflict',
      `${where} is a ${kind}: item rights belong to assets, a ${kind} carries only its own flag.`,
      [
        {
          rule: 'R4',
          sentence: 'Item rights belong to one person and one asset; packages and tools carry only their flag.',
        },
      ],
    );
  },
  /** `held` is what they have, or wait for, on the item of `wanted`. */
  limitConflict(
    label: string,
    wanted: Entitlement & { readonly kind: 'item' },
    held: { readonly right: string; readonly access: string },
  ): Refusal {
    const where = `${wanted.instance}/${wanted.item}`;
    const sentence =
      wanted.right === 'no-read'
        ? `${label} has ${held.right} on ${where} (${held.access}): revoke that first, then limit reading with no-read.`
        : `${label} is limited by no-read on ${where} (${held.access}), which beats ${wanted.right}: somebody with authority has to end that first.`;
    return refusal('conflict', sentence, [{ rule: 'R4', sentence: 'no-read beats read and write on the same item.' }]);
  },
} as const;

/** Who has to decide at a stage, in words. */
export function stageText(ask: Pick<Ask, 'stages'>, index: number): string {
  const stage = ask.stages[index];
  if (!stage) return 'nobody';
  const people = stage.count === 1 ? '1 person' : `${stage.count} people`;
  switch (stage.of.kind) {
    case 'authority':
      return `${people} with authority`;
    case 'role':
      return `${people} with the role ${stage.of.role} on ${stage.of.instance}, and with authority`;
    case 'people':
      return `${people} of ${stage.of.emails.join(', ')}, with authority`;
  }
}

/** What became of an access, by whom: one sentence. */
export function outcome(access: Access): string {
  const ask = startAsk(access);
  const approvers = ask ? standingApprovals(ask).map((decision) => decision.person.label) : [];
  const by = approvers.length > 0 ? ` by ${approvers.join(' and ')}` : '';
  const last = access.events.findLast((event) => event.event !== 'refused');
  switch (access.state) {
    case 'requested':
      return 'it waits for a decision.';
    case 'approved':
      return `it was approved${by} and is about to start.`;
    case 'active':
      return access.imported && !ask ? 'it comes from the configuration.' : `it was approved${by} and has started.`;
    case 'closed':
    case 'ended':
      return `it was ${last?.event ?? 'closed'} by ${last?.actor ?? 'system'}.`;
  }
}

/** Whether a basis lasts to the end of what it would give (A2). */
export function shorter(bases: readonly Basis[]): number | null {
  const ends = bases.flatMap((basis) => (basis.until === null ? [] : [basis.until]));
  return ends.length > 0 ? Math.min(...ends) : null;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
