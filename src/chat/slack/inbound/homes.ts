import type { Clock } from '../../../ports/clock.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import type { Homes } from '../../../ports/platform.ts';
import type { Web } from '../connect/web.ts';
import { toBlocks } from '../outbound/blocks.ts';
import type { Render } from '../outbound/render.ts';
import { accountOf } from './parse.ts';
import { inLanguage, languageOf } from '../../../words/index.ts';

/** Between two drawings of one person's Home, in ms. */
const shortestMs = 10_000;
/** Slack doesn't say when somebody leaves their Home: for so long after it was opened it's kept up to date, in ms. */
const latelyMs = 30 * 60_000;
/** Homes that are kept up to date; the one that was opened the longest ago is forgotten first. */
const mostOpen = 500;
/** Drawn at one look, every two seconds: Slack takes about a hundred a minute. */
const mostAtOnce = 3;

interface Open {
  readonly openedAt: number;
  /** When it was last drawn or tried, in ms. */
  drawnAt: number;
  /** What was on record when it was drawn; null: it is to be drawn again in any case. */
  revision: number | null;
  /** The blocks that stand there. */
  shown: string;
}

/** People's App Homes: drawn when they open them, and again after changes, at most once in 10 s for each. */
export function createHomes({
  web,
  render,
  clock,
  log,
  workspace,
  homes,
  localeOf,
}: {
  readonly web: Web;
  readonly render: Render;
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: string;
  readonly homes: Homes;
  /** The locale of a user's profile; null: not known soon. */
  readonly localeOf: (user: string) => Promise<string | null>;
}) {
  const open = new Map<string, Open>();
  let pausedUntil = 0;

  async function draw(user: string, home: Open, isOpened: boolean): Promise<void> {
    home.drawnAt = clock.now();
    try {
      const revision = await homes.revision();
      const language = languageOf(await localeOf(user));
      const drawn = await inLanguage(language, async () => {
        const answer = await homes.of(accountOf({ user }, workspace), { isOpened });
        return answer && { outcome: answer, blocks: render(answer.message, answer.mentions).blocks };
      });
      if (drawn === null) return;
      const { outcome, blocks } = drawn;
      const shown = JSON.stringify(blocks);
      if (isOpened || shown !== home.shown) {
        const view = { type: 'home', blocks: toBlocks(blocks) } as const;
        await web('views.publish', (client) => client.views.publish({ user_id: user, view }));
      }
      home.shown = shown;
      home.revision = revision;
      // Whoever isn't inside reads one sentence, which doesn't change by itself.
      if (!outcome.ok) open.delete(user);
      await outcome.seen?.();
    } catch (error) {
      home.revision = null;
      log.warn({ err: error, user }, 'a Home could not be drawn');
      if (error instanceof ChatRefused) open.delete(user);
      if (error instanceof ChatUnavailable) pausedUntil = clock.now() + (error.retryAfterMs ?? shortestMs);
    }
  }

  return {
    /** Somebody opened their Home. */
    async opened(user: string): Promise<void> {
      const before = open.get(user);
      open.delete(user);
      const [oldest] = open.keys();
      if (open.size >= mostOpen && oldest !== undefined) open.delete(oldest);
      const now = clock.now();
      const home = {
        openedAt: now,
        drawnAt: before?.drawnAt ?? 0,
        revision: before?.revision ?? null,
        shown: before?.shown ?? '',
      };
      open.set(user, home);
      // What was drawn just now stands there; where it has changed since, it's drawn again by itself.
      if (now - home.drawnAt >= shortestMs) await draw(user, home, true);
    },

    /** Somebody's standing may have changed: they see no more than they may. */
    standingChanged(user: string): void {
      const home = open.get(user);
      if (home) home.revision = null;
    },

    /** Draws those again that may have changed. One question to the store while anybody has one open, else none. */
    async refresh(): Promise<void> {
      const now = clock.now();
      for (const [user, { openedAt }] of open) if (now - openedAt > latelyMs) open.delete(user);
      if (open.size === 0 || now < pausedUntil) return;
      try {
        const revision = await homes.revision();
        const due = [...open].filter(([, home]) => home.revision !== revision && now - home.drawnAt >= shortestMs);
        for (const [user, home] of due.slice(0, mostAtOnce)) await draw(user, home, false);
      } catch (error) {
        log.warn({ err: error }, 'it could not be looked up whether a Home has changed');
      }
    },
  };
}
