import type { Tour } from '../../data/plan.ts';
import type { Typed } from '../../data/typed.ts';
import type { Guide } from '../../guide.ts';
import { HOME } from '../../slack/channel-list.tsx';
import { discordSteps } from './discord.ts';
import type { Step } from './step.ts';
import { cards, first, isTold, said, whereCardIs, wordsOf } from './step.ts';

/**
 * The first journey, a denial, the record, and where an entitlement has a Discord role, the journey over both chats.
 * @param hasRecord whether the page can show the record
 */
export function stepsOf(tour: Tour, names: (email: string) => string, hasRecord: boolean): Step[] {
  const journey = [...firstJourney(tour, names), ...denial(tour, names), record(tour, names, hasRecord)];
  return tour.discord === undefined ? journey : [...journey, ...discordSteps(tour.discord, names)];
}

const ask = (tour: Tour, rest: string): string => `/access request console ${tour.product.id} ${rest}`;

/** Goes to whoever decides, where the card is; where there is none, there is something to ask for first. */
async function toCard(tour: Tour, line: string, { go }: Guide, typed: readonly Typed[]): Promise<void> {
  const channel = (await whereCardIs(tour.approver)) ?? (await cardOnItsWay(tour, typed));
  if (channel === undefined) go(tour.requester, undefined, line);
  else go(tour.approver, channel);
}

/** A card follows a request within a moment: whoever is quick doesn't have to ask twice. */
async function cardOnItsWay(tour: Tour, typed: readonly Typed[]): Promise<string | undefined> {
  const justNow = Date.now() / 1000 - JUST_NOW_S;
  // A command is answered when Latchkey is through with it: until then only what was typed tells of it.
  const hasAsked = typed.some((one) => one.at > justNow && one.text.startsWith('/access request'));
  if (!hasAsked && (await said(tour.requester, justNow)).length === 0) return undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS));
    const channel = await whereCardIs(tour.approver);
    if (channel !== undefined) return channel;
  }
  return undefined;
}

const JUST_NOW_S = 30;
const ATTEMPTS = 12;
const PAUSE_MS = 500;

/** Ask, approve, check, look at Home, watch it end. */
function firstJourney(tour: Tour, names: (email: string) => string): Step[] {
  const who = first(names(tour.requester));
  const approver = names(tour.approver);
  const line = ask(tour, 'for 1m because I have to look at an order');
  return [
    {
      title: 'Ask',
      text: `${names(tour.requester)} needs the console of ${tour.product.name} for a minute. One line asks for it.`,
      help: `Be ${who} and fill it in`,
      act: ({ go }) => go(tour.requester, undefined, line),
      isDone: async (since) =>
        (await cards(tour.approver, since)).length > 0 || (await isTold(tour.requester, since, HAS)),
    },
    {
      title: 'Approve',
      text: `${approver} administers ${tour.product.name}, so ${first(approver)} gets a card: who, what, why, how long. Press Approve.`,
      help: `Be ${first(approver)}`,
      act: (guide, typed) => void toCard(tour, line, guide, typed),
      isDone: (since) => isTold(tour.requester, since, HAS),
    },
    {
      title: 'Check',
      text: `May ${who} use the console now? Every answer comes with its reason.`,
      help: 'Fill in the question',
      act: ({ go }) => go(tour.requester, undefined, `/access check me console on ${tour.product.id}`),
      isDone: (_since, typed) =>
        Promise.resolve(typed.some((one) => one.isTaken && one.text.startsWith('/access check'))),
    },
    {
      title: 'Look at Home',
      text: `Home shows ${who} what they have and until when, what waits, and what they asked for.`,
      help: `Open ${who}’s Home`,
      act: ({ go }) => go(tour.requester, HOME),
    },
    {
      title: 'Watch it end',
      text: `Nobody has to remember: a minute after it started the access ends, and ${who} is told.`,
      help: `Be ${who} and look`,
      act: ({ go }) => go(tour.requester),
      isDone: async (since) =>
        (await said(tour.requester, since)).some((one) => !one.isEphemeral && ENDED.test(wordsOf(one))),
    },
  ];
}

const HAS = /\bYou have\b(?! no pending)/;
/** What is said of an end; a button to give it back speaks of one as well. */
const ENDED = /\b(has|have) (ended|expired)\b/i;
const DENIED = /\bdenied\b/i;

/** A request that is denied, with a reason. */
function denial(tour: Tour, names: (email: string) => string): Step[] {
  const who = first(names(tour.requester));
  const decider = first(names(tour.approver));
  const line = ask(tour, 'for 8h because I would like to look around');
  return [
    {
      title: 'Ask for too much',
      text: `${who} asks again, this time for a whole day and for no good reason.`,
      help: `Be ${who} and fill it in`,
      act: ({ go }) => go(tour.requester, undefined, line),
      isDone: async (since) =>
        (await cards(tour.approver, since)).length > 0 || (await isTold(tour.requester, since, DENIED)),
    },
    {
      title: 'Deny, and say why',
      text: `${decider} presses Deny, and a form asks for the reason. ${who} reads it with the outcome.`,
      help: `Be ${decider}`,
      act: (guide, typed) => void toCard(tour, line, guide, typed),
      isDone: (since) => isTold(tour.requester, since, DENIED),
    },
  ];
}

function record(tour: Tour, names: (email: string) => string, hasRecord: boolean): Step {
  const auditor = tour.auditor ?? tour.approver;
  const proof = 'Verify proves that it is whole. Tamper edits one entry in the database: Verify finds it.';
  return {
    title: 'Read the record',
    text: `Every step is in the audit channel, chained so that nobody can edit it unseen. ${hasRecord ? proof : `${names(auditor)} reads it there.`}`,
    help: `Be ${first(names(auditor))} and open it`,
    act: ({ go, show }) => {
      go(auditor, tour.auditChannel);
      if (hasRecord) show('record');
    },
  };
}
