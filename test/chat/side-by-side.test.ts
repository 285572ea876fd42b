import { describe, expect, it } from 'vitest';
import { connectPlatforms } from '../../src/chat/platform.ts';
import type { PlatformSettings } from '../../src/chat/platform.ts';
import type { ConnectedPlatform, Hearing, PlatformParts } from '../../src/ports/platform.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { fakeClock, recordingLog } from '../support/recording.ts';

const hearing = {} as Hearing;
const slack = createFakeChat([]).chat;
const discord = createFakeChat([], noEmails).chat;

function connected(chat: typeof slack): ConnectedPlatform {
  return {
    chat,
    listen: () =>
      Promise.resolve({
        mounts: [{ method: 'POST', path: `/${chat.platform}`, handle: () => undefined }],
        refreshHomes: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
    inspect: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function settings(name: string, connect: () => Promise<ConnectedPlatform>): PlatformSettings {
  return { name, paths: [], hasRoles: name === 'discord', connect };
}

const parts = () => ({ log: recordingLog(), clock: fakeClock() }) as unknown as PlatformParts;

describe('two chats side by side', () => {
  it('one that is down holds up nothing in the other, and joins when it is there', async () => {
    const slackIsThere: { say: (platform: ConnectedPlatform) => void } = { say: () => undefined };
    const late = new Promise<ConnectedPlatform>((resolve) => (slackIsThere.say = resolve));
    const platforms = await connectPlatforms(
      [settings('slack', () => late), settings('discord', () => Promise.resolve(connected(discord)))],
      parts(),
    );
    expect(platforms.waiting()).toEqual(['slack']);
    expect(platforms.chats.get('discord')).toBe(discord);
    await expect(platforms.chats.get('slack')?.post('C1', {} as never, 'k', new Map())).rejects.toMatchObject({
      kind: 'transient',
      retryAfterMs: 3_000,
    });
    const paths: string[] = [];
    await platforms.listen(hearing, (mounts) => void paths.push(...mounts.map(({ path }) => path)));
    expect(paths).toEqual(['/discord']);

    slackIsThere.say(connected(slack));
    await late;
    await new Promise((resolve) => setImmediate(resolve));
    expect(platforms.waiting()).toEqual([]);
    expect(platforms.chats.get('slack')).toBe(slack);
    expect(paths).toEqual(['/discord', '/slack']);
  });

  it('a token that is refused at the start stops it', async () => {
    const no = settings('slack', () => Promise.reject(new Error('Slack does not accept SLACK_BOT_TOKEN')));
    const yes = settings('discord', () => Promise.resolve(connected(discord)));
    await expect(connectPlatforms([no, yes], parts())).rejects.toThrow('SLACK_BOT_TOKEN');
  });
});
