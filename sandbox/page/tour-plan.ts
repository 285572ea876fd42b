import type { DiscordChapter } from './tour-discord.ts';

/** Whom the guided tour follows: e-mails, a product of the configuration, the audit channel's id. */
export interface Tour {
  requester: string;
  approver: string;
  product: { id: string; name: string };
  /** Absent where nobody is an auditor. */
  auditor?: string;
  auditChannel?: string;
  /** Absent where no entitlement has a Discord role. */
  discord?: DiscordChapter;
}
