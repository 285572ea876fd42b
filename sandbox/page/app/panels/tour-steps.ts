import type { Tour } from '../data/plan.ts';
import type { Guide } from '../guide.ts';
import { api } from '../slack/api.ts';
import type { Message } from '../slack/types.ts';
import { discordSteps } from './tour-discord.ts';

export interface Step {
  title: string;
  text: string;
  /** The button's words, and what it does. */
  help: string;
  act: (guide: Guide) => void;
  /** Whether it has happened. @param since the time stamp at which the step began; @param typed what was typed since */
  isDone: (since: number, typed: string[]) => Promise<boolean>;
}

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

/** How one calls somebody. */
export const first = (name: string): string => name.split(' ')[0] ?? name;

/** What the app said to a person in direct messages since then. */
export async function said(email: string, since: number): Promise<Message[]> {
  const { messages } = await api.messages(email, 'app');
  return messages.filter((one) => Number(one.edited ?? one.ts) > since || Number(one.ts) > since);
}

/** Messages with an Approve button that a person can see. */
export async function cards(email: string, since: number): Promise<Message[]> {
  const channels = await api.channels(email);
  const all = await Promise.all(channels.map(async (one) => (await api.messages(email, one.id)).messages));
  return all.flat().filter((one) => Number(one.ts) > since && hasApprove(one));
}

export async function whereCardIs(email: string): Promise<string | undefined> {
  return (await cards(email, 0)).at(-1)?.channel;
}

const hasApprove = (message: Message): boolean =>
  (message.blocks ?? []).some((block) => (block.elements ?? []).some((one) => /approve/i.test(one.text?.text ?? '')));

export function wordsOf(message: Message): string {
  return `${message.text} ${JSON.stringify(message.blocks ?? [])}`;
}
