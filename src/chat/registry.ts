import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from '../domain/identity.ts';
import type { Chat } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commands } from '../ports/commands.ts';
import type { Log } from '../ports/log.ts';
import type { SlackConfig } from './slack/config.ts';

/** A mount on the listener, as `src/http` takes it. */
export interface PlatformMount {
  readonly method: 'POST';
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void;
}

/** One connected platform. */
export interface ConnectedPlatform {
  readonly chat: Chat;
  /** Hears commands from now on; `changed` is called when an account's standing may have changed. */
  listen(
    commands: Commands,
    changed: (account: Account) => Promise<unknown>,
  ): Promise<{ readonly mounts: readonly PlatformMount[]; close(): Promise<void> }>;
  close(): Promise<void>;
}

export interface PlatformParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** What each platform is started with; one that is off is null. */
export interface PlatformSettings {
  readonly slack: SlackConfig | null;
  /** Paths on the listener that platforms may mount. */
  readonly paths: readonly string[];
}

/** Connects the platforms that are on. A further platform is one folder and one line. */
export async function connectPlatforms(settings: PlatformSettings, parts: PlatformParts) {
  const all: ConnectedPlatform[] = [];
  if (settings.slack) all.push(await (await import('./slack/index.ts')).connectSlack(settings.slack, parts));
  return {
    chats: new Map(all.map((platform) => [platform.chat.platform, platform.chat])),
    async listen(commands: Commands, changed: (account: Account) => Promise<unknown>) {
      const ears = await Promise.all(all.map((platform) => platform.listen(commands, changed)));
      return {
        mounts: ears.flatMap((ear) => ear.mounts),
        close: async () => {
          await Promise.all(ears.map((ear) => ear.close()));
        },
      };
    },
    close: async () => {
      await Promise.all(all.map((platform) => platform.close()));
    },
  };
}
