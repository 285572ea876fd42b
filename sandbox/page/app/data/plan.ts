import type { Tour } from '../../tour-plan.ts';
import type { Player } from './people.ts';
import { send } from './send.ts';

export type { DiscordChapter } from '../../tour-discord.ts';
export type { Tour } from '../../tour-plan.ts';

/** Which chats run, and the guided tour's people. */
export interface Plan {
  tour: Tour | null;
  slack: boolean;
  discord: boolean;
  /** Whether the record can be shown. */
  record: boolean;
  /** Whether the page plays other systems. */
  systems: boolean;
  /** Whether Reset starts everything over, and not only the chats. */
  reset: boolean;
}

export const readPlan = async (): Promise<Plan> => ({
  ...{ tour: null, slack: false, discord: false, record: false, systems: false, reset: false },
  ...(await send<Partial<Plan>>('GET', '/tour.json')),
});

/**
 * The guided tour where those whom it follows are there to be played. It begins in Slack; its chapter over both chats
 * needs its requester in Discord as well.
 */
export function tourOf(plan: Plan, players: readonly Player[]): Tour | undefined {
  const isIn = (chat: 'slack' | 'discord', email: string): boolean =>
    players.some((one) => one[chat] !== undefined && one.email === email.toLowerCase());
  const { tour } = plan;
  if (!plan.slack || tour === null || !isIn('slack', tour.requester) || !isIn('slack', tour.approver)) return undefined;
  const { discord: chapter, ...rest } = tour;
  const hasChapter =
    plan.discord && chapter !== undefined && isIn('discord', chapter.requester) && isIn('slack', chapter.approver);
  return hasChapter ? { ...rest, discord: chapter } : rest;
}
