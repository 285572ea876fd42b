import { afterEach, describe, expect, it } from 'vitest';
import { placeEvents, placeOf } from '../../../../src/chat/slack/inbound/place-events.ts';
import { deliver, listening } from '../listening.ts';
import type { Listening } from '../listening.ts';

const own = { user: 'U0BOT' };

describe('events about the token and the channels', () => {
  let slack: Listening | null = null;
  afterEach(async () => {
    await slack?.close();
    slack = null;
  });

  it.each([
    [{ type: 'app_uninstalled' }, null],
    [{ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } }, null],
    [{ type: 'channel_archive', channel: 'C1', user: 'U1' }, 'C1'],
    [{ type: 'group_unarchive', channel: 'C1', user: 'U1' }, 'C1'],
    [{ type: 'group_left', channel: 'C1' }, 'C1'],
    [{ type: 'member_joined_channel', user: 'U0BOT', channel: 'C1' }, 'C1'],
    [{ type: 'member_left_channel', user: 'U1', channel: 'C1' }, undefined],
    [{ type: 'channel_archive' }, undefined],
    [{ type: 'channel_archive', channel: 7 }, undefined],
    [{ type: 'app_home_opened', channel: 'D1' }, undefined],
    [{}, undefined],
  ])('%j is about %s', (event, place) => {
    expect(placeOf(event, own)).toBe(place);
  });

  it('are handed on as hints, every one that the app subscribes to', async () => {
    slack = await listening(() => Promise.reject(new Error('nobody types')));
    for (const type of placeEvents) {
      const event = { type, channel: 'C1', user: 'U0LATCHKEY', event_ts: '1.1' };
      const answer = await deliver(slack, { type: 'event_callback', team_id: 'T1', event_id: `Ev${type}`, event });
      expect(answer.status).toBe(200);
    }
    await slack.idle();
    expect(slack.places.filter((one) => one === null)).toHaveLength(2);
    expect(slack.places.filter((one) => one === 'C1').length).toBeGreaterThanOrEqual(8);
  });
});
