import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/until.ts';
import { openBolt } from './support.ts';

/** What reached the app, of whatever kind. */
interface Heard {
  type?: string;
  text: string;
  user: unknown;
  actions?: { action_id: string }[];
  state: { values: Record<string, Record<string, { selected_option?: { value: string } }>> };
}

const form = {
  type: 'modal' as const,
  callback_id: 'ask',
  title: { type: 'plain_text' as const, text: 'Ask for access' },
  submit: { type: 'plain_text' as const, text: 'Ask' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: { type: 'plain_text' as const, text: 'Reason' },
      element: { type: 'plain_text_input' as const, action_id: 'reason', min_length: 3 },
    },
    {
      type: 'input' as const,
      block_id: 'what',
      dispatch_action: true,
      label: { type: 'plain_text' as const, text: 'What' },
      element: {
        type: 'static_select' as const,
        action_id: 'product',
        options: ['acme', 'beta'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value })),
      },
    },
    {
      type: 'input' as const,
      block_id: 'who',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Who' },
      element: { type: 'external_select' as const, action_id: 'person', min_query_length: 0 },
    },
  ],
};

describe.each([{ socket: false }, { socket: true }])('a Bolt app with Socket Mode $socket', ({ socket }) => {
  let open: Awaited<ReturnType<typeof openBolt>>;
  const heard: Heard[] = [];

  beforeAll(async () => {
    open = await openBolt({ socket });
    const { app } = open;
    app.command('/access', async ({ ack, command, respond, client, body }) => {
      heard.push(command as unknown as Heard);
      await ack();
      if (command.text === 'form') await client.views.open({ trigger_id: body.trigger_id, view: form });
      else if (command.text === 'card') {
        await client.chat.postMessage({ channel: 'C0GENERAL', text: 'A card', blocks: cardBlocks });
      } else if (command.text === 'twice') {
        await respond({ text: 'working' });
        await respond({ text: 'worked', replace_original: true });
      } else await respond({ text: `heard ${command.text}` });
    });
    app.action('approve', async ({ ack, respond, body }) => {
      heard.push(body as unknown as Heard);
      await ack();
      await respond({ replace_original: true, text: 'approved', blocks: [] });
    });
    app.action('pick', async ({ ack, body }) => {
      heard.push(body as unknown as Heard);
      await ack();
    });
    app.action('product', async ({ ack, client, body }) => {
      await ack();
      const { view } = body as { view: { id: string; hash: string } };
      const blocks = [...form.blocks, { type: 'divider' as const }];
      await client.views.update({ view_id: view.id, hash: view.hash, view: { ...form, blocks } });
    });
    app.options('person', async ({ ack, options }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `Found ${options.value}` }, value: 'found' }] });
    });
    app.view('ask', async ({ ack, view }) => {
      heard.push(view as unknown as Heard);
      const reason = view.state.values['why']?.['reason']?.value;
      if (reason === 'because') await ack({ response_action: 'errors', errors: { why: 'Say more' } });
      else if (reason === 'again') await ack({ response_action: 'push', view: { ...form, callback_id: 'second' } });
      else await ack();
    });
    app.view({ callback_id: /ask|second/, type: 'view_closed' }, async ({ ack, body }) => {
      heard.push(body as unknown as Heard);
      await ack();
    });
    app.event('user_change', ({ event }) => {
      heard.push(event as unknown as Heard);
      return Promise.resolve();
    });
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Yours*' } }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
  });
  afterAll(() => open.stop());

  it('hears a command with what people, channels and e-mails are, and answers privately', async () => {
    const typed = 'check @mia in #general mia@acme.test & <b> https://acme.test/x';
    expect(await open.hands.post('/users/ada/type', { channel: 'general', text: `/access ${typed}` })).toEqual({
      ok: true,
    });

    const command = heard.at(-1)!;
    expect(command).toMatchObject({
      user_id: 'U0ADA',
      channel_id: 'C0GENERAL',
      channel_name: 'general',
      team_id: 'T0ACME',
    });
    expect(command.text).toBe(
      'check <@U0MIA|mia> in <#C0GENERAL|general> <mailto:mia@acme.test|mia@acme.test> &amp; &lt;b&gt; <https://acme.test/x>',
    );
    const answer = await eventually(async () => {
      const { messages } = await open.hands.get('/users/ada/channels/general/messages');
      return messages.find((message) => message.text.startsWith('heard'));
    });
    expect(answer).toMatchObject({ isEphemeral: true, author: 'U0LATCHKEY' });
    const mias = await open.hands.get('/users/mia/channels/general/messages');
    expect(mias.messages.filter((message) => message.isEphemeral)).toEqual([]);
  });

  it('replaces nothing through the response URL of a slash command', async () => {
    await open.hands.post('/users/ada/type', { channel: 'general', text: '/access twice' });
    const texts = await eventually(async () => {
      const { messages } = await open.hands.get('/users/ada/channels/general/messages');
      const found = messages.map(({ text }) => text).filter((text) => text.startsWith('work'));
      return found.includes('worked') && found;
    });
    expect(texts).toEqual(['working', 'worked']);
  });

  it('opens a form, keeps what was typed when it is updated, and hears the submission', async () => {
    await open.hands.post('/users/mia/type', { text: '/access form' });
    const view = await eventually(async () => (await open.hands.get('/users/mia/views')).views[0]);

    const empty = await open.hands.post(`/users/mia/views/${view.id}/submit`);
    expect(empty.errors).toMatchObject({ why: expect.stringContaining('required'), what: expect.any(String) });

    await open.hands.post(`/users/mia/views/${view.id}/values`, { values: { reason: 'because' } });
    expect(await open.hands.post('/users/mia/actions', { view: view.id, actionId: 'product', value: 'beta' })).toEqual({
      ok: true,
    });
    const updated = await eventually(async () => {
      const { views } = await open.hands.get('/users/mia/views');
      return views[0]!.blocks.length === 4 && views[0];
    });
    expect(updated.values['why']!['reason']!.value).toBe('because');
    expect(updated.values['what']!['product']!.selected_option!.value).toBe('beta');

    const found = await open.hands.post('/users/mia/suggestions', { view: view.id, actionId: 'person', typed: 'gr' });
    expect(found.options[0]!.text.text).toBe('Found gr');
    const refused = await open.hands.post(`/users/mia/views/${view.id}/submit`, {
      values: { person: found.options[0] },
    });
    expect(refused).toMatchObject({ ok: false, errors: { why: 'Say more' } });
    expect(heard.at(-1)!.state.values['who']!['person']!.selected_option!.value).toBe('found');

    expect(await open.hands.post(`/users/mia/views/${view.id}/submit`, { values: { reason: 'again' } })).toEqual({
      ok: true,
    });
    const stack = (await open.hands.get('/users/mia/views')).views;
    expect(stack).toMatchObject([{ callback_id: 'ask' }, { callback_id: 'second', previousId: view.id }]);
    await open.hands.post(`/users/mia/views/${stack[1]!.id}/close`);
    expect(await open.hands.post(`/users/mia/views/${view.id}/submit`, { values: { reason: 'a good one' } })).toEqual({
      ok: true,
    });
    expect((await open.hands.get('/users/mia/views')).views).toEqual([]);
  });

  it('tells the app that a form was closed', async () => {
    await open.hands.post('/users/ada/type', { text: '/access form' });
    const view = await eventually(async () => (await open.hands.get('/users/ada/views')).views[0]);
    await open.hands.post(`/users/ada/views/${view.id}/close`);
    await eventually(() => heard.at(-1)!.type === 'view_closed');
    expect(heard.at(-1)).toMatchObject({ is_cleared: false, view: { id: view.id } });
  });

  it('asks again before a button that wants it, then replaces the card through its response URL', async () => {
    await open.hands.post('/users/ada/type', { channel: 'general', text: '/access card' });
    const card = await eventually(async () => {
      const { messages } = await open.hands.get('/users/ada/channels/general/messages');
      return messages.find((message) => message.text === 'A card');
    });
    const press = { channel: 'general', ts: card.ts, actionId: 'approve' };
    expect(await open.hands.post('/users/ada/actions', press)).toMatchObject({
      error: 'confirm',
      confirm: { title: {} },
    });
    expect(heard.some((one) => one.actions?.[0]!.action_id === 'approve')).toBe(false);

    const { version } = await open.hands.get('/users/ada/channels/general/messages');
    await open.hands.post('/users/ada/actions', { channel: 'general', ts: card.ts, actionId: 'pick', value: 'two' });
    const known = `?known=${encodeURIComponent(version!)}`;
    const { messages } = await open.hands.get(`/users/ada/channels/general/messages${known}`);
    expect(messages.find(({ ts }) => ts === card.ts)!.values['buttons']!['pick']).toMatchObject({
      selected_option: { value: 'two' },
    });
    expect(await open.hands.post('/users/ada/actions', { ...press, confirmed: true })).toEqual({ ok: true });
    expect(heard.at(-1)).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ADA', team_id: 'T0ACME' },
      container: { type: 'message', message_ts: card.ts, channel_id: 'C0GENERAL', is_ephemeral: false },
      channel: { id: 'C0GENERAL', name: 'general' },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'buttons', value: 'r1', text: { text: 'Approve' } }],
      state: { values: { buttons: { pick: { selected_option: { value: 'two' } } } } },
    });
    const replaced = await eventually(async () => {
      const { messages } = await open.hands.get('/users/mia/channels/general/messages');
      return messages.find((message) => message.ts === card.ts && message.text === 'approved');
    });
    expect(replaced.isEphemeral).toBe(false);
  });

  it('hears that somebody changed, and shows a Home tab', async () => {
    await open.hands.patch('/users/mia', { email: 'mia.c@acme.test', guest: 'ultra' });
    await eventually(() => heard.at(-1)!.type === 'user_change');
    expect(heard.at(-1)!.user).toMatchObject({
      id: 'U0MIA',
      is_restricted: true,
      is_ultra_restricted: true,
      profile: { email: 'mia.c@acme.test' },
    });
    expect(await open.hands.post('/users/mia/home')).toEqual({ ok: true });
    const home = await eventually(async () => (await open.hands.get('/users/mia/home')).view ?? undefined);
    expect(home.blocks[0]!.text!.text).toBe('*Yours*');
  });
});

const cardBlocks = [
  {
    type: 'actions' as const,
    block_id: 'buttons',
    elements: [
      {
        type: 'button' as const,
        action_id: 'approve',
        value: 'r1',
        text: { type: 'plain_text' as const, text: 'Approve' },
        confirm: {
          title: { type: 'plain_text' as const, text: 'Sure?' },
          text: { type: 'plain_text' as const, text: 'It begins at once.' },
        },
      },
      {
        type: 'static_select' as const,
        action_id: 'pick',
        options: ['one', 'two'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value })),
      },
    ],
  },
];
