import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDiscord, world } from './support.ts';

type Opened = Awaited<ReturnType<typeof openDiscord>>;
interface Refused {
  status: number;
  code: number;
  rawError: { errors?: unknown };
}

const button = (id: string) => ({ type: 2, style: 1, label: 'Go', custom_id: id });
const row = (...components: object[]) => ({ type: 1, components });
const option = (more: object) => ({ type: 3, name: 'a', description: 'A', ...more });
const many = (count: number) => 'x'.repeat(count);
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe('Discord’s limits', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openDiscord();
  });
  afterAll(() => opened.discord.stop());

  const post = (body: object) => opened.rest.post('/channels/1001/messages', { body });
  const register = (command: object) =>
    opened.rest.put(`/applications/${world.app.id}/guilds/${world.guild.id}/commands`, { body: [command] });

  it.each([
    ['a content of 2001', { content: many(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    ['eleven embeds', { embeds: times(11, () => ({ title: 'x' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
    [
      '6001 in embeds',
      { embeds: [{ description: many(3000) }, { description: many(3001) }] },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a long title', { embeds: [{ title: many(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    ['a long description', { embeds: [{ description: many(4097) }] }, 'embeds.0.description', 'BASE_TYPE_MAX_LENGTH'],
    ['a long footer', { embeds: [{ footer: { text: many(2049) } }] }, 'embeds.0.footer.text', 'BASE_TYPE_MAX_LENGTH'],
    [
      '26 fields',
      { embeds: [{ fields: times(26, () => ({ name: 'a', value: 'b' })) }] },
      'embeds.0.fields',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without a value',
      { embeds: [{ fields: [{ name: 'a', value: '' }] }] },
      'embeds.0.fields.0.value',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a long field',
      { embeds: [{ fields: [{ name: 'a', value: many(1025) }] }] },
      'embeds.0.fields.0.value',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['six rows', { components: times(6, (n) => row(button(String(n)))) }, 'components', 'BASE_TYPE_MAX_LENGTH'],
    [
      'six buttons',
      { components: [row(...times(6, (n) => button(String(n))))] },
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'one id twice',
      { components: [row(button('a'), button('a'))] },
      'components.0.components.1.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a long custom id',
      { components: [row(button(many(101)))] },
      'components.0.components.0.custom_id',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      '26 options',
      { components: [row({ type: 3, custom_id: 's', options: times(26, (n) => ({ label: 'x', value: String(n) })) })] },
      'components.0.components.0.options',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an unknown mention kind',
      { content: 'x', allowed_mentions: { parse: ['all'] } },
      'allowed_mentions.parse.0',
      'BASE_TYPE_CHOICES',
    ],
    [
      'mentions said twice',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    ['components v2', { flags: 32768, components: [] }, 'flags', 'LOCAL_DISCORD_UNSUPPORTED'],
    ['a relative address', { embeds: [{ title: 'x', url: '/here' }] }, 'embeds.0.url', 'URL_TYPE_INVALID_URL'],
  ])('refuses a message with %s', async (_, body, path, code) => {
    await expectAt(post(body), path, code);
  });

  it.each([
    ['an upper-case name', { name: 'Access', description: 'x' }, '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', { name: 'a', description: '' }, '0.description', 'BASE_TYPE_BAD_LENGTH'],
    [
      '26 options',
      { name: 'a', description: 'x', options: times(26, (n) => option({ name: `o${n}` })) },
      '0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 choices',
      {
        name: 'a',
        description: 'x',
        options: [option({ choices: times(26, (n) => ({ name: String(n), value: 'v' })) })],
      },
      '0.options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a required option last',
      { name: 'a', description: 'x', options: [option({}), option({ name: 'b', required: true })] },
      '0.options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'an option twice',
      { name: 'a', description: 'x', options: [option({}), option({})] },
      '0.options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE',
    ],
    [
      'choices and autocompletion',
      { name: 'a', description: 'x', options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'b' }] })] },
      '0.options.0.autocomplete',
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    ],
    [
      '8001 characters',
      {
        name: 'a',
        description: 'x',
        options: times(25, (n) =>
          option({
            name: `o${n}`,
            description: many(100),
            choices: times(25, (m) => ({ name: `${m}-${many(20)}`, value: String(m) })),
          }),
        ),
      },
      '0',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('refuses a command with %s', async (_, command, path, code) => {
    await expectAt(register(command), path, code);
  });

  it('takes a message that fills every limit', async () => {
    const embeds = [{ title: many(256), description: many(4096), fields: [{ name: many(256), value: many(1024) }] }];
    const components = times(5, (n) => row(...times(5, (m) => button(`${n}${m}${many(98)}`))));
    const sent = (await post({ content: many(2000), embeds, components })) as {
      components: { id: number; components: { id: number }[] }[];
    };
    const ids = sent.components.flatMap((one) => [one.id, ...one.components.map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(30);
  });

  it('refuses an empty message, and one for another channel than the app may use', async () => {
    await expect(post({ content: '' })).rejects.toMatchObject({ status: 400, code: 50006 });
    await expect(opened.rest.get('/channels/9/messages')).rejects.toMatchObject({ status: 404, code: 10003 });
    await opened.hands.patch('/channels/approvals', { appMayWrite: false });
    await expect(opened.rest.post('/channels/1100/messages', { body: { content: 'x' } })).rejects.toMatchObject({
      status: 403,
      code: 50013,
    });
    await opened.hands.patch('/channels/approvals', { appMayView: false });
    await expect(opened.rest.post('/channels/1100/messages', { body: { content: 'x' } })).rejects.toMatchObject({
      status: 403,
      code: 50001,
    });
  });

  it('pings only whom allowed_mentions lets it', async () => {
    const content = '<@700000000000000001> <@700000000000000002> <@&2100> @everyone';
    const ids = (sent: unknown) => (sent as { mentions: { id: string }[] }).mentions.map(({ id }) => id);
    const none = await post({ content, allowed_mentions: { parse: [] } });
    expect(none).toMatchObject({ mentions: [], mention_roles: [], mention_everyone: false });
    const one = await post({ content, allowed_mentions: { users: ['700000000000000002'] } });
    expect(ids(one)).toEqual(['700000000000000002']);
    expect(await post({ content })).toMatchObject({ mention_roles: ['2100'], mention_everyone: true });
  });

  it('gives the first message again for an enforced nonce', async () => {
    const once = { content: 'first', nonce: 'n-1', enforce_nonce: true };
    const first = (await post(once)) as { id: string };
    expect(await post({ ...once, content: 'second' })).toMatchObject({ id: first.id, content: 'first' });
    expect(await post({ content: 'third', nonce: 'n-1' })).not.toMatchObject({ id: first.id });
  });

  it('keeps the ids of commands, and the version of one that stays as it is', async () => {
    const [first] = (await register({ name: 'a', description: 'x' })) as [{ id: string; version: string }];
    expect(await register({ name: 'a', description: 'x' })).toEqual([first]);
    const [changed] = (await register({ name: 'a', description: 'y' })) as [{ id: string; version: string }];
    expect(changed.id).toBe(first.id);
    expect(changed.version).not.toBe(first.version);
  });
});

async function expectAt(request: Promise<unknown>, path: string, code: string): Promise<void> {
  const error = (await request.then(
    () => ({}),
    (caught: unknown) => caught,
  )) as Partial<Refused>;
  expect(error).toMatchObject({ status: 400, code: 50035 });
  const at = path
    .split('.')
    .reduce<unknown>((errors, step) => (errors as Record<string, unknown> | undefined)?.[step], error.rawError?.errors);
  expect((at as { _errors?: { code: string }[] } | undefined)?._errors?.map((one) => one.code)).toContain(code);
}
