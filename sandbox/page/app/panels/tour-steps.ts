import type { Tour } from '../data/plan.ts';
import { discordSteps } from './tour-discord.ts';
import type { Step } from './tour-step.ts';
import { cards, first, said, whereCardIs, wordsOf } from './tour-step.ts';

/** The first journey, and where an entitlement has a Discord role, the one over both chats. */
export function stepsOf(tour: Tour, names: (email: string) => string): Step[] {
  const journey = firstJourney(tour, names);
  return tour.discord === undefined ? journey : [...journey, ...discordSteps(tour.discord, names)];
}

/** Ask, approve, check, watch it end, read the record. */
function firstJourney(tour: Tour, names: (email: string) => string): Step[] {
  const requester = names(tour.requester);
  const approver = names(tour.approver);
  const auditor = tour.auditor ?? tour.approver;
  const ask = `/access request console ${tour.product.id} for 1m because I have to look at an order`;
  return [
    {
      title: 'Ask',
      text: `${requester} needs the console of ${tour.product.name} for a minute. One line asks for it.`,
      help: `Be ${first(requester)} and fill it in`,
      act: ({ go }) => go(tour.requester, undefined, ask),
      isDone: async (since) => (await cards(tour.approver, since)).length > 0,
    },
    {
      title: 'Approve',
      text: `${approver} administers ${tour.product.name}, so ${first(approver)} gets a card: who, what, why, how long. Press Approve.`,
      help: `Be ${first(approver)}`,
      act: ({ go }) => void whereCardIs(tour.approver).then((channel) => go(tour.approver, channel)),
      isDone: async (since) => (await said(tour.requester, since)).length > 0,
    },
    {
      title: 'Check',
      text: `May ${first(requester)} use the console now? Every answer comes with its reason.`,
      help: 'Fill in the question',
      act: ({ go }) => go(tour.requester, undefined, `/access check me console on ${tour.product.id}`),
      isDone: (_since, typed) => Promise.resolve(typed.some((line) => line.startsWith('/access check'))),
    },
    {
      title: 'Watch it end',
      text: `Nobody has to remember: a minute after it started the access ends, and ${first(requester)} is told. Meanwhile, /access mine shows until when.`,
      help: `Be ${first(requester)} and look`,
      act: ({ go }) => go(tour.requester),
      isDone: async (since) =>
        (await said(tour.requester, since)).some(
          (one) => !one.isEphemeral && /\b(end(s|ed)|expired|over)\b/i.test(wordsOf(one)),
        ),
    },
    {
      title: 'Read the record',
      text: `Every step is in the audit channel, chained so that nobody can edit it unseen. ${names(auditor)} reads it there.`,
      help: `Be ${first(names(auditor))} and open it`,
      act: ({ go }) => go(auditor, tour.auditChannel),
      isDone: () => Promise.resolve(false),
    },
  ];
}
