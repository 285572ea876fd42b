import { isLimit } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { count, length } from './format.ts';
import type { RefusalWords } from '../word-maps.ts';

/** Refusals about when something was requested, how much was requested, and limits that only people in chat end. */
export const times = {
  'requested-later': () =>
    'This was requested after your command arrived, so nothing was changed. Try again if you still want it.',
  overtaken: () =>
    'You cancelled or gave this back after you requested it, so it wasn’t requested again. Request it if you still need it.',
  'requested-twice': () =>
    'You requested this twice, and your other request has been decided, so it wasn’t requested again. Request it if you still need it.',
  'end-passed': () => 'That time has already passed. Type a later one, such as “until tomorrow”.',
  'longer-than-requested': ({ askedMs }) =>
    `This was requested for ${length(askedMs)}. You can approve it for that long or less.`,
  'limit-for-less': () =>
    'A limit can’t be approved for less, because it would end earlier. Approve or deny it as it is.',
  'not-started-in-time': () =>
    'It was approved, but it couldn’t be started before the time it was requested until. Request it again if you still need it.',
  'too-late-to-approve': () =>
    'An approval no longer counts, and the time to approve it again is over. Request it again if you still need it.',
  'too-old': () =>
    'Your command waited for more than a day because something was down, so it wasn’t carried out. If you still need it, please do it again.',
  'limit-stays': ({ entitlement: one, label }) =>
    `${label} keeps ${limitName(one)}. Only an approver can end it, in chat, with /access revoke.`,

  'requests-per-hour': ({ most, waitMs }) =>
    `You’ve requested this ${most === 1 ? 'once' : `${most} times`} in the last hour. You can request it again ${inTime(waitMs)}.`,
  'requests-per-person-per-hour': ({ most, waitMs }) =>
    `You’ve made ${requests(most)} in the last hour. You can make another one ${inTime(waitMs)}.`,
  'too-many-open': ({ open }) =>
    `You have ${requests(open)} waiting for a decision. Cancel one (/access pending shows them), or wait until one is decided.`,
} satisfies Partial<RefusalWords>;

function limitName(one: Entitlement): string {
  return isLimit(one) && one.kind === 'item' ? `${one.right} on ${one.item}` : 'this limit';
}

function requests(open: number): string {
  return count(open, { one: 'request', other: 'requests' });
}

/** Rounded up to the minute, so that it is true. */
function inTime(ms: number): string {
  return `in ${length(Math.max(1, Math.ceil(ms / 60_000)) * 60_000)}`;
}
