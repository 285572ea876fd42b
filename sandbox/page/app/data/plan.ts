import { send } from './send.ts';

/** Whom the guided tour follows, as the page's server read it from the configuration. */
export interface Tour {
  requester: string;
  approver: string;
  product: { id: string; name: string };
  auditor?: string;
  auditChannel?: string;
  /** Absent where no entitlement has a Discord role. */
  discord?: DiscordChapter;
}

export interface DiscordChapter {
  requester: string;
  approver: string;
  /** The role's id on Discord. */
  role: string;
  /** What is asked for: the words after `request`, and the options' values by name. */
  path: string[];
  options: Record<string, string>;
  /** As a person calls it. */
  name: string;
}

/** Which chats run, and the guided tour's people. */
export interface Plan {
  tour: Tour | null;
  slack: boolean;
  discord: boolean;
}

export const readPlan = async (): Promise<Plan> => ({
  ...{ tour: null, slack: false, discord: false },
  ...(await send<Partial<Plan>>('GET', '/tour.json')),
});
