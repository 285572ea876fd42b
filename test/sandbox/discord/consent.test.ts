import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/index.ts';
import { startDiscord } from '../../../sandbox/discord/index.ts';

const user = (id: string, username: string, globalName: string) => ({
  ...{ id, username, globalName, roles: [], email: `${username}@acme.test` },
});

describe('the local Discord’s sign-in page', () => {
  let discord: LocalDiscord;
  beforeAll(async () => {
    discord = await startDiscord({
      world: {
        guild: { id: '1', name: 'ACME' },
        app: { id: '2', name: 'Latchkey' },
        users: [user('301', 'mia', 'Mia Castellano'), user('302', 'ada', 'Ada Lindqvist')],
        channels: [],
        roles: [],
      },
    });
  });
  afterAll(() => discord.stop());

  const shown = async (more: string) => {
    const query = `client_id=2&response_type=code&scope=identify&redirect_uri=http://127.0.0.1:9/back${more}`;
    return (await (await fetch(`${discord.url}/oauth2/authorize?${query}`)).text()).replace(/\s+/g, ' ');
  };

  it('says whom to choose, and offers that account first', async () => {
    const page = await shown('&as=302');
    expect(page).toContain('You’re playing <strong>Ada Lindqvist</strong>, so choose that account.');
    expect(page.indexOf('value="302"')).toBeLessThan(page.indexOf('value="301"'));
  });

  it('says how to choose where nobody is named', async () => {
    expect(await shown('')).toContain('Choose the account of the person you’re playing in the sandbox.');
  });
});
