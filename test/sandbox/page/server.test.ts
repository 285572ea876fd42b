import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/index.ts';
import { startDiscord } from '../../../sandbox/discord/index.ts';
import type { Page } from '../../../sandbox/page/server.ts';
import { startPage } from '../../../sandbox/page/server.ts';

const world = {
  ...{ guild: { id: '1', name: 'ACME' }, app: { id: '2', name: 'Latchkey' } },
  ...{ users: [], channels: [], roles: [] },
};

describe('the page’s server with a Discord', () => {
  let discord: LocalDiscord;
  let page: Page;
  const get = (path: string) => fetch(new URL(path, page.url));

  beforeAll(async () => {
    discord = await startDiscord({ world });
    page = await startPage({ discordUrl: discord.url });
  });
  afterAll(async () => {
    await page.stop();
    await discord.stop();
  });

  it('says which chats run', async () => {
    expect(await (await get('tour.json')).json()).toMatchObject({ slack: false, discord: true });
  });

  it('passes on to the local Discord, streams included, and to no Slack', async () => {
    expect(await (await get('discord/world')).json()).toMatchObject({ ok: true, guild: { name: 'ACME' } });
    const stream = await get('discord/events');
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: hello');
    await reader.cancel();
    expect((await get('slack/world')).status).toBe(404);
  });

  it('says so when the local Discord is gone', async () => {
    await discord.stop();
    const answer = await get('discord/world');
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ ok: false, error: expect.stringContaining('The local Discord') });
  });
});
