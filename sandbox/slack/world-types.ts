/** What a local Slack begins with: one workspace, its people and its channels. */
export interface World {
  team: {
    /** `T…` */
    id: string;
    name: string;
    /** The first part of `DOMAIN.slack.com`. */
    domain: string;
    /** `E…`: only where the workspace belongs to an enterprise organisation. */
    enterpriseId?: string;
  };
  users: WorldUser[];
  channels: WorldChannel[];
  userGroups?: WorldUserGroup[];
}

export interface WorldUser {
  /** `U…` */
  id: string;
  /** The handle behind `@`, without it. */
  name: string;
  realName: string;
  email?: string;
  /** True unless set. */
  emailConfirmed?: boolean;
  /** What the profile says they do. */
  title?: string;
  /** A multi-channel (`restricted`) or single-channel (`ultra`) guest. */
  guest?: 'restricted' | 'ultra';
  bot?: boolean;
  /** The language of their Slack; `en-US` unless set. */
  locale?: string;
  deleted?: boolean;
  /** Another workspace's id: a stranger, met in a shared channel. */
  teamId?: string;
  /** `E…`: the enterprise organisation that they belong to. */
  enterpriseId?: string;
}

export interface WorldChannel {
  /** `C…` */
  id: string;
  name: string;
  private: boolean;
  /** Shared with another workspace: strangers are members too. */
  shared?: boolean;
  /** User ids; everyone who is neither guest, bot nor stranger unless set. */
  members?: string[];
  /** Whether the app was invited; true unless set. */
  app?: boolean;
}

export interface WorldUserGroup {
  /** `S…` */
  id: string;
  /** The handle behind `@`, without it. */
  handle: string;
  name: string;
}
