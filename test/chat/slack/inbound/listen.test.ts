import { afterEach, describe, expect, it } from 'vitest';
import { say } from '../../../../src/domain/message.ts';
import { NotConfirmed } from '../../../../src/ports/commands.ts';
import { expectAllAsked, fixture, slackAnswers } from '../helpers.ts';
import { answered, deliver, encode, listening, outcome, sign } from '../listening.ts';
import type { Listening } from '../listening.ts';

let slack: Listening | undefined;
afterEach(async () => {
  await slack?.close();
  slack = undefined;
  expectAllAsked();
});

const command = (text: string) => ({ ...fixture('slash'), text });
const never = () => new Promise<never>(() => undefined);

describe('what Slack did not sign', () => {
  it.each([
    ['a wrong signature', (body: string, type: string) => sign(body, type, undefined, 'another secret')],
    ['a signature of ten minutes ago', (body: string, type: string) => sign(body, type, Date.now() / 1000 - 600)],
    ['no signature', (_: string, type: string) => ({ 'content-type': type })],
  ])('is refused: %s', async (_, headers) => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    const { body, type } = encode(fixture('slash'));
    expect((await slack.deliver(body, headers(body, type))).status).toBe(401);
    expect(slack.calls).toEqual([]);
  });
});

describe('what Latchkey cannot read', () => {
  const shortcut = {
    type: 'message_action',
    callback_id: 'x',
    trigger_id: '1.2.3',
    team: { id: 'T1' },
    user: { id: 'U0G9QF9C6' },
    message: { files: [{ id: 'F1' }] },
    response_url: 'https://hooks.slack.test/actions/T1/1234/5678',
  };
  const form = {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U0G9QF9C6' },
    view: { id: 'V1', callback_id: 'another-app', state: { values: {} } },
  };

  it('is answered with one sentence: a shortcut that is not ours', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    const told = answered('/actions/T1/1234/5678');
    expect((await deliver(slack, shortcut)).status).toBe(200);
    expect(await told).toMatchObject({ text: expect.stringContaining('can only read text') as string });
    expect(slack.calls).toEqual([]);
  });

  it('is answered with one sentence: a form that is not ours', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    void slackAnswers('conversations.open', { ok: true, channel: { id: 'D1' } });
    const told = slackAnswers('chat.postMessage', { ok: true, ts: '1.1', channel: 'D1' });
    expect((await deliver(slack, form)).status).toBe(200);
    expect(await told).toMatchObject({ text: expect.stringContaining('can only read text') as string });
  });
});

describe('a typed command', () => {
  describe('that is on the queue', () => {
    const queued = (pending: () => Promise<boolean>) => ({ ...outcome('Still working on it…'), pending });
    const nothing = '';

    it('is acknowledged without a word, and not answered here when it is carried out within 2 s', async () => {
      slack = await listening(() => Promise.resolve(queued(() => Promise.resolve(false))));
      const response = await deliver(slack, fixture('slash'));
      expect([response.status, await response.text()]).toEqual([200, nothing]);
      await slack.idle();
      expect(slack.clock.slept).toEqual([2_000]);
    });

    it.each([
      ['it is not carried out after 2 s', () => Promise.resolve(true)],
      ['Redis does not say', () => Promise.reject(new Error('away'))],
    ])('is said to be still worked on when %s', async (_, pending) => {
      slack = await listening(() => Promise.resolve(queued(pending)));
      const told = answered('/commands/T1/1234/5678');
      expect(await (await deliver(slack, fixture('slash'))).text()).toBe(nothing);
      expect(await told).toMatchObject({ text: 'Still working on it…', response_type: 'ephemeral' });
      expect(slack.clock.slept).toEqual([2_000]);
    });

    it('is answered once from a button, too', async () => {
      slack = await listening(() => Promise.resolve(queued(() => Promise.resolve(false))));
      expect(await (await deliver(slack, fixture('block_actions'))).text()).toBe(nothing);
      await slack.idle();
    });
  });

  it('that is refused before it gets on the queue is answered in the acknowledgement', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard: you ask for it.')));
    const response = await deliver(slack, fixture('slash'));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      response_type: 'ephemeral',
      text: 'Heard: you ask for it.',
      blocks: [{ type: 'section' }],
    });
    expect(slack.calls).toEqual([
      {
        typed: 'request console acme-prod for 2h because the audit is due',
        line: 'request console acme-prod for 2h because the audit is due',
        command: 'request',
        args: { kind: 'console', product: 'acme-prod', duration: '2h', reason: 'the audit is due' },
        account: { platform: 'slack', workspace: 'T1', user: 'U0G9QF9C6' },
        delivery: 'slack-13345224609.738474920.8088930838d88f008e0',
        heardAt: 1_795_305_610_000,
        reply: {
          platform: 'slack',
          user: 'U0G9QF9C6',
          channel: 'C2147483705',
          responseUrl: 'https://hooks.slack.test/commands/T1/1234/5678',
          at: 1_795_305_610_000,
        },
      },
    ]);
  });

  it('has the same delivery when it is delivered again, and another when it is typed again', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    await deliver(slack, fixture('slash'));
    await deliver(slack, fixture('slash'));
    await deliver(slack, { ...fixture('slash'), trigger_id: '2.2.2' });
    const { trigger_id: _, ...without } = fixture('slash');
    await deliver(slack, without);
    await deliver(slack, without);
    const [first, again, other, digest, digestAgain] = slack.calls.map(({ delivery }) => delivery);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(digest).toMatch(/^slack-[0-9a-f]{64}$/);
    expect(digestAgain).toBe(digest);
  });

  it.each([
    ['says no', () => Promise.reject(new NotConfirmed())],
    ['says nothing in time', never],
  ])('is never falsely called heard when the queue %s', async (_, run) => {
    slack = await listening(run, 50);
    const body = (await (await deliver(slack, fixture('slash'))).json()) as { text: string };
    expect(body.text).toMatch(/couldn’t confirm that your command arrived.*\/access pending/);
  });

  it('is answered once more when the queue confirms too late', async () => {
    let confirm: (value: ReturnType<typeof outcome>) => void = () => undefined;
    slack = await listening(() => new Promise((resolve) => (confirm = resolve)), 50);
    expect(await (await deliver(slack, fixture('slash'))).text()).toContain(
      'couldn’t confirm that your command arrived',
    );
    const late = answered('/commands/T1/1234/5678');
    confirm(outcome('Heard: you ask for it.'));
    expect(await late).toMatchObject({ text: 'Heard: you ask for it.', response_type: 'ephemeral' });
  });

  it('that asks a question is acknowledged at once, and answered through the response URL', async () => {
    let reply: (value: ReturnType<typeof outcome>) => void = () => undefined;
    slack = await listening(() => new Promise((resolve) => (reply = resolve)));
    const response = await deliver(slack, command('mine'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    const answer = answered('/commands/T1/1234/5678');
    reply(outcome('You have nothing.'));
    expect(await answer).toMatchObject({ text: 'You have nothing.', replace_original: false });
  });

  it('that nobody knows is answered with help', async () => {
    slack = await listening(() => Promise.resolve(outcome('No such command.', false)));
    const answer = answered('/commands/T1/1234/5678');
    await deliver(slack, command('reqest x'));
    await answer;
    expect(slack.calls[0]).toMatchObject({ command: 'help', args: { unknown: 'reqest' } });
  });

  it('is acknowledged and not answered while somebody is over their budget, and was told so', async () => {
    slack = await listening(() => Promise.resolve({ ...outcome('Too fast.'), ok: false, silent: true }));
    for (const text of ['mine', 'request console acme-prod']) {
      const response = await deliver(slack, command(text));
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
    expect(slack.calls).toHaveLength(2);
  });

  it('gets a sentence whatever breaks', async () => {
    slack = await listening(() => Promise.reject(new Error('broken')));
    for (const text of ['mine', 'request console x']) {
      const answer = answered('/commands/T1/1234/5678');
      expect((await deliver(slack, command(text))).status).toBe(200);
      expect(String((await answer)['text'])).toMatch(/went wrong on our side/);
    }
    expect(slack.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });
});

describe('a button', () => {
  it('runs its command, and is answered beside the card', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard: you approve.')));
    const answer = answered('/actions/T1/1234/5678');
    const response = await deliver(slack, fixture('block_actions'));
    expect(await response.text()).toBe('');
    expect(await answer).toMatchObject({ text: 'Heard: you approve.', replace_original: false });
    expect(slack.calls[0]).toMatchObject({
      command: 'approve',
      args: { id: '3f7k2m9qx4tb', ask: 'a1', stage: 0, digest: 'd1' },
      delivery: 'slack-12466734323.1395872398.a1b2c3',
      reply: { channel: 'C0APPROVE', user: 'U0G9QF9C6' },
    });
  });

  it('is never falsely called heard', async () => {
    slack = await listening(() => Promise.reject(new NotConfirmed()));
    const answer = answered('/actions/T1/1234/5678');
    expect((await deliver(slack, fixture('block_actions'))).status).toBe(200);
    expect(String((await answer)['text'])).toMatch(/couldn’t confirm that your command arrived/);
  });

  it.each([
    ['a value that is not JSON', 'access:approve:0', '{"id":'],
    ['a value that is no object', 'access:approve:0', '"x"'],
    ['a value with something deeper', 'access:approve:0', '{"id":{"$ne":1}}'],
    ['a command that is none', 'access:drop:0', '{}'],
    ['an action that is not ours', 'somebody-elses', '{}'],
  ])('that was changed by hand does nothing: %s', async (_, action_id, value) => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    const answer = answered('/actions/T1/1234/5678');
    const payload = fixture('block_actions') as { actions: object[] };
    await deliver(slack, { ...payload, actions: [{ ...payload.actions[0], action_id, value }] });
    expect(String((await answer)['text'])).toMatch(/nothing was done/);
    expect(slack.calls).toEqual([]);
  });
});

describe('a button with a form', () => {
  const form = {
    title: 'Deny this request?',
    text: 'This closes it.',
    submit: 'Deny',
    cancel: 'Go back',
    fields: [{ name: 'reason', label: 'Why?', hint: 'The requester can read this.' }],
  };
  const args = { id: '3f7k2m9qx4tb', ask: 'a1', stage: 0, digest: 'd1' };
  const press = (value: string) => {
    const payload = fixture('block_actions') as { actions: object[] };
    return { ...payload, actions: [{ ...payload.actions[0], action_id: 'ask:deny:1', value }] };
  };
  const pressed = press(JSON.stringify({ args, form }));

  /** What Slack was asked to open. */
  async function opened(): Promise<{ private_metadata: string }> {
    const call = slackAnswers('views.open', { ok: true, view: { id: 'V1' } });
    expect((await deliver(slack!, pressed)).status).toBe(200);
    const { view } = (await call) as { view: { private_metadata: string } };
    return view;
  }

  const sent = (metadata: string, values: object) => ({
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U0G9QF9C6' },
    view: { id: 'V1', callback_id: 'access_ask', private_metadata: metadata, state: { values } },
  });
  const typed = (reason: string | null) => ({ reason: { 'ask:reason': { type: 'plain_text_input', value: reason } } });

  it('asks first, and does nothing until that is sent', async () => {
    slack = await listening(() => Promise.resolve(outcome('You denied it.')));
    expect(await opened()).toMatchObject({
      callback_id: 'access_ask',
      title: { text: 'Deny this request?' },
      submit: { text: 'Deny' },
      blocks: [{ type: 'section' }, { type: 'input', block_id: 'reason', optional: true }],
    });
    expect(slack.calls).toEqual([]);
  });

  it.each([
    ['what was typed', 'not without a ticket', { ...args, reason: 'not without a ticket' }],
    ['nothing, where nothing was', null, args],
  ])('carries %s, and is answered beside the card', async (_what, reason, expected) => {
    slack = await listening(() => Promise.resolve(outcome('You denied it.')));
    const { private_metadata: metadata } = await opened();
    const answer = answered('/actions/T1/1234/5678');
    expect(await (await deliver(slack, sent(metadata, typed(reason)))).text()).toBe('');
    expect(await answer).toMatchObject({ text: 'You denied it.' });
    expect(slack.calls).toMatchObject([{ command: 'deny', reply: { channel: 'C0APPROVE', user: 'U0G9QF9C6' } }]);
    expect(slack.calls[0]?.args).toEqual(expected);
  });

  it('keeps what was typed where it is refused, and says there what is wrong', async () => {
    slack = await listening(() => Promise.resolve(outcome('The reason is too long.', false)));
    const { private_metadata: metadata } = await opened();
    const response = await deliver(slack, sent(metadata, typed('a long story')));
    expect(await response.json()).toEqual({
      response_action: 'errors',
      errors: { reason: 'The reason is too long.' },
    });
  });

  it('says what to type where it can’t be opened', async () => {
    slack = await listening(() => Promise.resolve(outcome('You denied it.')));
    void slackAnswers('views.open', { ok: false, error: 'expired_trigger_id' });
    const answer = answered('/actions/T1/1234/5678');
    await deliver(slack, pressed);
    expect(String((await answer)['text'])).toContain('/access deny 3f7k2m9qx4tb');
  });

  it.each(['{"args":{"id":{"$ne":1}}}', '{}', 'x'])('that was changed by hand does nothing: %s', async (value) => {
    slack = await listening(() => Promise.resolve(outcome('You denied it.')));
    const answer = answered('/actions/T1/1234/5678');
    await deliver(slack, press(value));
    expect(String((await answer)['text'])).toMatch(/nothing was done/);
    expect(slack.calls).toEqual([]);
  });
});

describe('the form', () => {
  it('opens for /access alone', async () => {
    slack = await listening(never);
    const opened = slackAnswers('views.open', { ok: true, view: { id: 'V1' } });
    expect(await (await deliver(slack, command(''))).text()).toBe('');
    expect(await opened).toMatchObject({
      trigger_id: '13345224609.738474920.8088930838d88f008e0',
      view: { type: 'modal', callback_id: 'access_request', title: { text: 'Request access' } },
    });
  });

  it.each([
    ['who is not inside', () => Promise.resolve(say('You are a guest here.')), 'You are a guest here.'],
    ['who cannot be looked up', () => Promise.reject(new Error('away')), 'Use /access request instead'],
  ])('does not open for %s, who reads why', async (_who, keptOut, words) => {
    slack = await listening(never, 200, keptOut);
    const answer = answered('/commands/T1/1234/5678');
    await deliver(slack, command(''));
    expect(String((await answer)['text'])).toContain(words);
  });

  it('says so when it cannot be opened', async () => {
    slack = await listening(never);
    void slackAnswers('views.open', { ok: false, error: 'expired_trigger_id' });
    const answer = answered('/commands/T1/1234/5678');
    await deliver(slack, command(''));
    expect(String((await answer)['text'])).toMatch(/form couldn’t be opened/);
  });

  it('changes with what is chosen, guarded by the hash', async () => {
    slack = await listening(never);
    const updated = slackAnswers('views.update', { ok: true });
    await deliver(slack, fixture('form_changed'));
    const { view_id, hash, view } = await updated;
    expect({ view_id, hash }).toEqual({ view_id: 'VNHU13V36', hash: '1763800000.abcdef' });
    expect((view as { blocks: { block_id: string }[] }).blocks.map(({ block_id }) => block_id)).toEqual([
      'kind',
      'instance',
      'role:mdm-eu',
      'permission',
      'duration',
      'reason',
    ]);
  });

  it('lets a newer choice win', async () => {
    slack = await listening(never);
    void slackAnswers('views.update', { ok: false, error: 'hash_conflict' });
    await deliver(slack, fixture('form_changed'));
    await slack.idle();
    expect(slack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('offers what matches while one types', async () => {
    slack = await listening(never);
    const response = await deliver(slack, fixture('block_suggestion'));
    expect(await response.json()).toEqual({
      options: ['pc-12', 'pc-13'].map((id) => ({ text: { type: 'plain_text', text: id, emoji: false }, value: id })),
    });
  });

  it('makes a request, closes, and confirms where it was opened', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard: you ask for it.')));
    const answer = answered('/commands/T1/1234/5678');
    const response = await deliver(slack, fixture('view_submission'));
    expect(await response.text()).toBe('');
    expect(await answer).toMatchObject({ text: 'Heard: you ask for it.' });
    expect(slack.calls).toMatchObject([
      {
        command: 'request',
        args: { kind: 'role', instance: 'mdm-eu', role: 'Help desk', duration: '2h' },
        delivery: 'slack-VNHU13V36',
        heardAt: 1_795_305_610_000,
        reply: { channel: 'C2147483705', at: 1_795_305_600_000 },
      },
    ]);
  });

  it('confirms with an ephemeral message once the response URL is too old', async () => {
    slack = await listening(() => Promise.resolve(outcome('Heard.')));
    slack.clock.time += 3_600_000;
    const asked = slackAnswers('chat.postEphemeral', { ok: true });
    await deliver(slack, fixture('view_submission'));
    expect(await asked).toMatchObject({ channel: 'C2147483705', user: 'U0G9QF9C6' });
  });

  it.each([
    ['duration', 'duration'],
    ['reason', 'reason'],
    [undefined, 'role:mdm-eu'],
  ] as const)(
    'stays open with what is wrong with the %s at the block %s, whatever the language',
    async (field, block) => {
      const refused = { ...outcome('Das geht nicht.', false), ...(field && { field }) };
      slack = await listening(() => Promise.resolve(refused));
      const response = await deliver(slack, fixture('view_submission'));
      expect(await response.json()).toEqual({ response_action: 'errors', errors: { [block]: 'Das geht nicht.' } });
    },
  );

  it('stays open when the command couldn’t be confirmed', async () => {
    slack = await listening(() => Promise.reject(new NotConfirmed()));
    const response = await deliver(slack, fixture('view_submission'));
    expect(await response.text()).toMatch(/"errors":.*couldn’t confirm that your command arrived/);
  });

  it('asks for what is missing without running anything', async () => {
    slack = await listening(never);
    const payload = fixture('view_submission') as { view: { state: { values: Record<string, object> } } };
    payload.view.state.values['role:mdm-eu'] = { 'form:role': { type: 'static_select', selected_option: null } };
    const response = await deliver(slack, payload);
    expect(await response.json()).toMatchObject({
      errors: { 'role:mdm-eu': expect.stringContaining('Choose a role') },
    });
    expect(slack.calls).toEqual([]);
  });
});

describe('a changed profile', () => {
  it('is handed on when it changes who somebody is, and not for a new status', async () => {
    slack = await listening(never);
    const event = fixture('user_change') as { event: { user: { profile: object } } };
    const account = { platform: 'slack', workspace: 'T1', user: 'U0G9QF9C6' };
    await deliver(slack, event);
    event.event.user.profile = { ...event.event.user.profile, status_text: 'Lunch' };
    await deliver(slack, event);
    await slack.idle();
    expect(slack.changed).toEqual([account]);
    event.event.user.profile = { ...event.event.user.profile, email: 'hopper@acme.test' };
    await deliver(slack, event);
    await slack.idle();
    expect(slack.changed).toEqual([account, account]);
  });
});
