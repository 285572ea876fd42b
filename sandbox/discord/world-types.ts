/** What a local Discord begins with: one guild with one application, its people, channels and roles. */
export interface DiscordWorld {
  guild: { id: string; name: string };
  /** The one application; its bot user has the same id. */
  app: { id: string; name: string };
  users: DiscordWorldUser[];
  channels: DiscordWorldChannel[];
  /** Without `@everyone` and the bot's own, which are always there unless given (`managed`). */
  roles: DiscordWorldRole[];
}

export interface DiscordWorldUser {
  /** A snowflake. */
  id: string;
  /** The handle, without `@`. */
  username: string;
  globalName: string;
  nick?: string;
  email?: string;
  /** Whether Discord has checked the e-mail; true unless set. */
  verified?: boolean;
  bot?: boolean;
  /** The language of their client; `en-US` unless set. */
  locale?: string;
  /** Role ids, `@everyone` left out. */
  roles: string[];
  /** Whether they are in the guild; true unless set. */
  joined?: boolean;
}

export interface DiscordWorldChannel {
  id: string;
  name: string;
  /** Seen by those who are let in only: everyone of this world and the app, but nobody who comes later. */
  private: boolean;
}

export interface DiscordWorldRole {
  id: string;
  name: string;
  /** 0xRRGGBB; 0 has none. */
  color: number;
  /** From 1; the bot gives only roles below its own. */
  position: number;
  /** Belongs to the app: nobody can give it. */
  managed?: boolean;
}
