import type { Tour } from '../../tour.ts';
import { send } from './send.ts';

export type { DiscordChapter } from '../../tour-discord.ts';
export type { Tour } from '../../tour.ts';

/** Which chats run, and the guided tour's people. */
export interface Plan {
  tour: Tour | null;
  slack: boolean;
  discord: boolean;
  /** Whether the record can be shown. */
  record: boolean;
  /** Whether the page plays other systems. */
  systems: boolean;
  /** Whether everything can begin anew, and not the chats alone. */
  reset: boolean;
}

export const readPlan = async (): Promise<Plan> => ({
  ...{ tour: null, slack: false, discord: false, record: false, systems: false, reset: false },
  ...(await send<Partial<Plan>>('GET', '/tour.json')),
});
