import { cut } from '../../domain/cut.ts';
import type { RefusalArgs } from '../../domain/refusal-args.ts';
import { outcome, stage } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { length } from './format.ts';
import { votes } from './refused-votes.ts';
import { handOvers } from './refused-hand-overs.ts';
import { times } from './refused-times.ts';
import type { RefusalWords } from '../word-maps.ts';

const permission = '“Define permissions to other users accounts”';

const accesses = {
  said: ({ sentence, english }) => english ?? sentence,
  about: ({ whom, why }) => `About ${whom}: ${refusal(why)}`,
  'about-account': ({ chat, why }) => `About the account in ${chat}: ${refusal(why)}`,
  'hand-over-limit-not-put': ({ label, limit, why }) =>
    `Nothing was handed over: the limit (${entitlement(limit)}) couldn’t be put on ${label}, and limits go first. ${refusal(why)}`,

  'no-authority': ({ entitlement: one, what }) =>
    one.kind === 'console'
      ? `You need console access to ${one.product} to ${what} this.`
      : `You need the permission ${permission} on ${one.instance} to ${what} this.`,
  'own-access': ({ what }) => `You can’t ${what} your own access. Someone else with authority needs to do it.`,
  'own-request': () => 'You requested this, so someone else needs to approve it.',
  'already-approved': () => 'You’ve already approved this. Someone else needs to approve it too.',
  'other-stage': ({ stage: number, stages, of, count: people }) =>
    `Stage ${number} of ${stages} needs someone else: ${stage({ of, count: people })}.`,
  'limit-requested': () => 'This takes rights away, so it can’t be requested. Someone with authority can grant it.',
  'own-limit': () => 'This limits you, so someone else with authority needs to end it.',
  'already-open': ({ own, label, isActive, entitlement: one, access }) => {
    if (isActive)
      return `${own ? 'You already have' : `${label} already has`} ${entitlement(one)} (${access}). /access why ${access} shows how.`;
    return own
      ? `You’ve already requested ${entitlement(one)} (${access}). /access pending shows it.`
      : `${label} has already requested ${entitlement(one)}. Decide it with /access approve ${access}.`;
  },
  'too-long': ({ maxMs }) => `The maximum is ${length(maxMs)}.`,
  'no-always': ({ maxMs }) =>
    `Access without an end isn’t allowed here.${maxMs === null ? '' : ` The maximum is ${length(maxMs)}.`}`,
  decided: ({ outcome: what }) => `There’s nothing left to decide: ${outcome(what)}`,
  lapsed: () => 'Nobody decided this in time, so it has lapsed. Request it again if you still need it.',
  'terms-changed': () =>
    'This request has changed since that card was shown, so nothing was decided. Here’s how it is now.',
  'not-yours-to-cancel': () => 'Only the requester or the person it’s for can cancel this. An approver can deny it.',
  'not-yours-to-give-back': () => 'You can only give back your own access. To end someone else’s, use /access revoke.',
  'nothing-to-revoke': ({ label, entitlement: one }) =>
    `${label} doesn’t have ${entitlement(one)} through Latchkey, so there’s nothing to revoke.`,
  implicit: ({ label, product }) =>
    `There’s nothing to revoke. ${label} has access as an administrator of ${product}. Demote or remove them in the product itself.`,
  'revoked-before-start': () => 'This access was revoked before it could start. Request it again if you still need it.',
  'groups-changed': () => 'The required approvals have changed. Please request it again.',
  left: ({ label }) => `${label} has left: none of their accounts is inside any more.`,
  retired: ({ what }) =>
    `${typeof what === 'string' ? what : entitlement(what)} is no longer in the configuration, so it can’t be given. What was given before can still be revoked.`,
  'changed-outside': () =>
    'The record of this access was changed outside Latchkey, so nothing was done. A Latchkey administrator can find out more with `latchkey audit verify`.',
  'unknown-access': ({ id }) =>
    `There’s no access with the ID “${cut(id, 24)}”. /access mine, /access pending and /access audit show IDs.`,
  'default-administrator': ({ instance }) =>
    `That’s the built-in default administrator account of ${instance}. Its access can’t be granted, limited or revoked.`,
  group: ({ shown }) => `${shown} is a group. Access is given to each person, so name the people one by one.`,
  'not-an-asset': ({ instance, item, kind }) =>
    `${instance}/${item} is a ${kind}. Item rights are only for assets; a ${kind} has its own flag.`,
  'item-rights-conflict': ({ label, wanted: { instance, item, right }, held }) =>
    right === 'no-read'
      ? `${label} has ${held.right} on ${instance}/${item} (${held.access}). Revoke that first, then limit reading with no-read.`
      : `${label} is limited by no-read on ${instance}/${item} (${held.access}), which overrides ${right}. Someone with authority needs to end that first.`,
} satisfies Partial<RefusalWords>;

const words: RefusalWords = { ...accesses, ...votes, ...times, ...handOvers };

/** A refusal as a person reads it. */
export function refusal(args: RefusalArgs): string {
  return (words[args.name] as (args: RefusalArgs) => string)(args);
}
