import { beforeEach, describe, expect, it } from 'vitest';
import { createHomes } from '../../../../src/chat/slack/inbound/homes.ts';
import type { Web } from '../../../../src/chat/slack/connect/web.ts';
import { createRender } from '../../../../src/chat/slack/outbound/render.ts';
import type { Outcome } from '../../../../src/domain/call.ts';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import { fakeClock, recordingLog } from '../../../support/recording.ts';
import { outcome } from '../listening.ts';

interface Published {
  readonly user_id: string;
  readonly view: object;
}

const second = 1_000;
let clock: ReturnType<typeof fakeClock>;
let log: ReturnType<typeof recordingLog>;
let published: Published[];
let asked: { user: string; isOpened: boolean }[];
let looks: number;
let revision: number;
let show: (user: string) => Outcome | null;
let fail: Error | null;
let homes: ReturnType<typeof createHomes>;

beforeEach(() => {
  clock = fakeClock();
  log = recordingLog();
  [published, asked, looks, revision, fail] = [[], [], 0, 1, null];
  show = (user) => outcome(`${user} at ${revision}`);
  const views = { publish: (given: Published) => Promise.resolve(published.push(given)) };
  const web = (_method: string, run: (client: unknown) => unknown) => (fail ? Promise.reject(fail) : run({ views }));
  homes = createHomes({
    web: web as Web,
    render: createRender('T1'),
    clock,
    log,
    workspace: 'T1',
    localeOf: () => Promise.resolve(null),
    homes: {
      of({ user }, { isOpened }) {
        asked.push({ user, isOpened });
        return Promise.resolve(show(user));
      },
      revision() {
        looks++;
        return Promise.resolve(revision);
      },
    },
  });
});

const words = () => published.map(({ user_id: user, view }) => [user, JSON.stringify(view)] as const);
const later = async (ms: number) => {
  clock.time += ms;
  await homes.refresh();
};

describe('Homes in Slack', () => {
  it('are drawn when they are opened, as a Home and for the account of our own workspace', async () => {
    await homes.opened('U1');
    expect(published).toMatchObject([{ user_id: 'U1', view: { type: 'home', blocks: [{ type: 'section' }] } }]);
    expect(asked).toEqual([{ user: 'U1', isOpened: true }]);
  });

  it('ask nothing while nobody has one open', async () => {
    await later(10 * second);
    expect(looks).toBe(0);
  });

  it('are drawn again after a change, at most once in 10 s, and only where something else is to be seen', async () => {
    await homes.opened('U1');
    revision = 2;
    await later(9 * second);
    expect(published).toHaveLength(1);
    await later(1 * second);
    expect(words().at(-1)).toEqual(['U1', expect.stringContaining('U1 at 2')]);
    await later(20 * second);
    expect(published).toHaveLength(2);
    show = () => outcome('U1 at 2');
    revision = 3;
    await later(20 * second);
    expect(asked).toHaveLength(3);
    expect(published).toHaveLength(2);
    expect(asked.slice(1).every(({ isOpened }) => !isOpened)).toBe(true);
  });

  it('are opened often and drawn at most once in 10 s, the last time with what is there then', async () => {
    await homes.opened('U1');
    revision = 2;
    await homes.opened('U1');
    expect(published).toHaveLength(1);
    await later(10 * second);
    expect(words().at(-1)?.[1]).toContain('U1 at 2');
  });

  it('are drawn again when somebody’s standing changed, and then no more for who isn’t inside', async () => {
    await homes.opened('U1');
    show = () => outcome('You aren’t a member.', false);
    homes.standingChanged('U1');
    await later(10 * second);
    expect(words().at(-1)?.[1]).toContain('You aren’t a member.');
    revision = 9;
    await later(10 * second);
    expect(published).toHaveLength(2);
  });

  it('are forgotten half an hour after they were opened', async () => {
    await homes.opened('U1');
    revision = 2;
    await later(31 * 60 * second);
    expect(published).toHaveLength(1);
  });

  it('of many people are drawn a few at a time, and all in the end', async () => {
    for (let n = 0; n < 8; n++) await homes.opened(`U${n}`);
    revision = 2;
    await later(10 * second);
    expect(published).toHaveLength(8 + 3);
    await later(2 * second);
    await later(2 * second);
    expect(published).toHaveLength(16);
    expect(
      new Set(
        words()
          .slice(8)
          .map(([user]) => user),
      ).size,
    ).toBe(8);
  });

  it('wait as long as Slack says, then are drawn', async () => {
    fail = new ChatUnavailable('wait', 30 * second);
    await homes.opened('U1');
    expect(log.lines.at(-1)?.text).toBe('a Home could not be drawn');
    fail = null;
    await later(20 * second);
    expect(published).toHaveLength(0);
    await later(10 * second);
    expect(published).toHaveLength(1);
  });

  it('aren’t tried again where Slack says no', async () => {
    fail = new ChatRefused('no Home', 'not_enabled');
    await homes.opened('U1');
    fail = null;
    await later(60 * second);
    expect(published).toHaveLength(0);
  });

  it('of somebody who opens it too often are drawn later', async () => {
    show = () => null;
    await homes.opened('U1');
    expect(published).toHaveLength(0);
    show = () => outcome('there');
    await later(10 * second);
    expect(published).toHaveLength(1);
  });

  it('say what couldn’t be told before, and note it once that stands there', async () => {
    let noted = 0;
    const seen = () => {
      noted++;
      return Promise.resolve();
    };
    show = () => ({ ...outcome('news'), seen });
    fail = new ChatRefused('no Home', 'not_enabled');
    await homes.opened('U1');
    expect(noted).toBe(0);
    fail = null;
    await later(10 * second);
    await homes.opened('U1');
    expect(noted).toBe(1);
  });
});
