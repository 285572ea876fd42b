import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src/chat/discord/outbound/answer.ts';
import { createHear } from '../../../../src/chat/discord/inbound/on-interaction.ts';
import { createPrepare } from '../../../../src/chat/discord/outbound/messages.ts';
import { createRender } from '../../../../src/chat/discord/outbound/render.ts';
import { createRespond } from '../../../../src/chat/discord/inbound/respond.ts';
import type { Method, Request } from '../../../../src/chat/discord/connect/rest.ts';
import { descriptions } from '../../../../commands/index.ts';
import type { Call, Outcome } from '../../../../src/domain/call.ts';
import type { Message } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';
import { NotConfirmed } from '../../../../src/ports/commands.ts';
import { fakeClock, memoryStash, recordingLog } from '../helpers.ts';

const guild = '1';
const ada = { id: '42', username: 'ada' };

/** What is sent to Discord: a first answer, or a message. */
interface Sent {
  readonly type?: number;
  readonly data?: Sent;
  readonly embeds?: readonly { readonly description?: string }[];
}
interface SentTo {
  readonly method: Method;
  readonly path: string;
  readonly body: Sent;
}

/** The hearing alone, with a Discord that takes everything and remembers it. */
function hearing(
  run: (call: Call) => Promise<Outcome>,
  stash = memoryStash(),
  keptOut: () => Promise<Message | null> = () => Promise.resolve(null),
  overViews: () => Message | null = () => null,
  isThinking: () => boolean = () => true,
) {
  const sent: SentTo[] = [];
  const calls: Call[] = [];
  const log = recordingLog();
  const clock = fakeClock();
  const rest = (method: Method, path: string, { body }: Request = {}) => {
    sent.push({ method, path, body: body ?? {} });
    return Promise.resolve({ id: '77', flags: isThinking() ? 128 : 0 });
  };
  const render = createRender({ mention: () => null, firstOption: () => null });
  const prepare = createPrepare(render, stash);
  const hear = createHear({
    commands: {
      descriptions,
      choices: { products: [], instances: [], permissions: [], defaultDuration: '8h' },
      complete: () => Promise.resolve([{ name: 'a', value: 'a' }]),
      keptOut: () => keptOut(),
      overViews: () => overViews(),
      run: (call) => {
        calls.push(call);
        return run(call);
      },
    },
    guild,
    locales: { seen: () => false },
    respond: createRespond(rest),
    answer: createAnswer({ rest, application: '9', prepare, clock }),
    render,
    stash,
    clock,
    log,
    patience: 30,
  });
  return { hear, sent, calls, log };
}

const base = { id: '1001', token: 'tok', application_id: '9', channel_id: '5', version: 1 };
const inGuild = { ...base, guild_id: guild, member: { user: ada, roles: [] } };
const command = (options: object[] = [{ type: 1, name: 'mine', options: [] }]) => ({
  type: 2,
  data: { id: '3', name: 'access', type: 1, options },
});
const request = command([
  {
    type: 2,
    name: 'request',
    options: [{ type: 1, name: 'console', options: [{ type: 3, name: 'product', value: 'a' }] }],
  },
]);
const component = (customId: string) => ({ type: 3, data: { custom_id: customId, component_type: 2 } });
const heard = () => Promise.resolve({ ok: true, message: say('Heard') });
const firstType = (sent: readonly SentTo[]) => sent[0]?.body.type;
const lastWords = (sent: readonly SentTo[]) => {
  const body = sent.at(-1)?.body;
  return (body?.embeds ?? body?.data?.embeds)?.[0]?.description;
};

describe('hearing what Discord delivers', () => {
  it.each([
    ['who is not inside', () => Promise.resolve(say('Link your account first.')), 'Link your account first.'],
    ['who cannot be looked up', () => Promise.reject(new Error('away')), '/access request'],
  ])('opens no form for %s, who reads why', async (_who, keptOut, words) => {
    const { hear, sent, calls } = hearing(heard, memoryStash(), keptOut);
    await hear({ ...inGuild, ...command([{ type: 1, name: 'form', options: [] }]) });
    expect(calls).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(lastWords(sent)).toContain(words);
  });

  it('refuses another server kindly, and runs nothing', async () => {
    for (const what of [
      request,
      component('run:0:approve:{"id":"x"}'),
      { type: 5, data: { custom_id: 'form:x', components: [] } },
    ]) {
      const { hear, sent, calls } = hearing(heard);
      await hear({ ...inGuild, guild_id: '2', ...what });
      expect(calls).toEqual([]);
      expect(sent).toHaveLength(1);
      expect(sent[0]?.body).toMatchObject({ type: 4, data: { flags: 64 } });
      expect(lastWords(sent)).toContain('doesn’t work in this server');
    }
    const { hear, sent } = hearing(heard);
    const data = {
      name: 'access',
      type: 1,
      options: [{ type: 1, name: 'why', options: [{ type: 3, name: 'id', value: '', focused: true }] }],
    };
    await hear({ ...inGuild, guild_id: '2', type: 4, data });
    expect(sent[0]?.body).toEqual({ type: 8, data: { choices: [] } });
  });

  it('takes what is done in direct messages as the account’s own', async () => {
    const { hear, calls } = hearing(heard);
    await hear({ ...base, user: ada, ...component('run:0:approve:{"id":"x"}') });
    expect(calls).toMatchObject([{ command: 'approve', args: { id: 'x' }, account: { user: '42' } }]);
  });

  it.each([
    ['nothing', undefined],
    ['an id that is none', { ...inGuild, ...command(), id: '../x' }],
  ])('does nothing for %s', async (_what, payload) => {
    const { hear, sent, log } = hearing(heard);
    await hear(payload);
    expect(sent).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it.each([
    ['no user', { ...base, type: 2, data: { name: 'access', type: 1 } }],
    ['a user without an id', { ...base, ...command(), user: { username: 'x' } }],
    ['an unknown kind', { ...inGuild, type: 9, data: {} }],
  ])('runs nothing for %s, and says that it could not be read', async (_what, payload) => {
    const { hear, calls, sent, log } = hearing(heard);
    await hear(payload);
    expect(calls).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(lastWords(sent)).toContain('can only read text');
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it.each([
    'approve',
    'run:0:approve:{',
    'run:0:approve:[]',
    'run:0:approve:{"id":{"$ne":1}}',
    'run:0:APPROVE:{}',
    'get:0:nothash',
    'ask:0:' + '0'.repeat(32),
    '',
  ])('answers a component that is not ours kindly: %j', async (id) => {
    const { hear, sent, calls } = hearing(heard);
    await hear({ ...inGuild, ...component(id) });
    expect(calls).toEqual([]);
    expect(firstType(sent)).toBe(4);
    expect(lastWords(sent)).toContain('no longer works');
  });

  it('runs no command of a stash that was damaged', async () => {
    const stash = memoryStash();
    const key = 'a'.repeat(32);
    for (const text of [
      '',
      '{',
      '[]',
      '{"command":"format-disk","args":{}}',
      '{"command":"approve","args":{"id":{}}}',
    ]) {
      stash.kept.set(key, text);
      const { hear, sent, calls } = hearing(heard, stash);
      await hear({ ...inGuild, ...component(`get:0:${key}`) });
      expect(calls).toEqual([]);
      expect(lastWords(sent)).toContain('no longer works');
    }
  });

  it('answers when what a button does cannot be looked up', async () => {
    const broken = { ...memoryStash(), get: () => Promise.reject(new Error('the database is away')) };
    const { hear, sent, log } = hearing(heard, broken);
    await hear({ ...inGuild, ...component(`ask:0:${'a'.repeat(32)}`) });
    expect(firstType(sent)).toBe(4);
    expect(lastWords(sent)).toContain('Something went wrong');
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  it('says in time that the command couldn’t be confirmed, and later what came of it', async () => {
    let confirm: (outcome: Outcome) => void = () => undefined;
    const { hear, sent } = hearing(() => new Promise((resolve) => (confirm = resolve)));
    await hear({ ...inGuild, ...request });
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'PATCH']);
    expect(lastWords(sent)).toContain('couldn’t confirm that your command arrived');
    confirm({ ok: true, message: say('Heard after all') });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(lastWords(sent)).toBe('Heard after all');
    expect(sent.at(-1)).toMatchObject({ method: 'PATCH', path: '/webhooks/9/tok/messages/@original' });
  });

  it('leaves it at “is thinking” until whoever carries a command out answers it', async () => {
    const { hear, sent, calls } = hearing(() =>
      Promise.resolve({ ok: true, message: say('Still working'), pending: () => Promise.resolve(true) }),
    );
    await hear({ ...inGuild, ...request });
    expect(sent.map(({ method }) => method)).toEqual(['POST']);
    expect(calls[0]?.reply).toMatchObject({ token: 'tok', isThinking: 1 });
  });

  it('does not say that the command couldn’t be confirmed where the outcome was faster', async () => {
    const { hear, sent } = hearing(
      () => Promise.reject(new NotConfirmed()),
      memoryStash(),
      undefined,
      undefined,
      () => false,
    );
    await hear({ ...inGuild, ...request });
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('has nothing more to say of what the queue has after all', async () => {
    let confirm: (outcome: Outcome) => void = () => undefined;
    const { hear, sent } = hearing(() => new Promise((resolve) => (confirm = resolve)));
    await hear({ ...inGuild, ...request });
    const before = sent.length;
    confirm({ ok: true, message: say('Still working'), pending: () => Promise.resolve(true) });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(before);
  });

  it('says nothing more when the queue gives up later', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { hear, sent } = hearing(() => new Promise((_, reject) => (fail = reject)));
    await hear({ ...inGuild, ...request });
    const before = sent.length;
    fail(new NotConfirmed());
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(before);
  });

  it.each([
    ['a question', command()],
    ['a command', request],
  ])('takes “is thinking” away from %s of somebody who is over their budget, and was told so', async (_what, given) => {
    const { hear, sent } = hearing(() => Promise.resolve({ ok: false, message: say('Too fast.'), silent: true }));
    await hear({ ...inGuild, ...given });
    expect(sent.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/interactions/1001/tok/callback'],
      ['DELETE', '/webhooks/9/tok/messages/@original'],
    ]);
  });

  it('looks nothing up for a click of somebody who opens too much', async () => {
    const stash = { ...memoryStash(), get: () => Promise.reject(new Error('looked up')) };
    const { hear, sent, calls } = hearing(heard, stash, undefined, () => say('Too fast.'));
    await hear({ ...inGuild, ...component(`ask:0:${'a'.repeat(32)}`) });
    expect(calls).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(lastWords(sent)).toBe('Too fast.');
  });

  it('hands an unknown subcommand on, to be answered with help', async () => {
    const { hear, calls } = hearing(heard);
    await hear({ ...inGuild, ...command([{ type: 1, name: 'dance', options: [] }]) });
    expect(calls).toMatchObject([{ command: 'dance', args: {} }]);
  });

  it('asks nothing of a modal whose choice has gone', async () => {
    const { hear, sent, calls } = hearing(heard);
    await hear({ ...inGuild, type: 5, data: { custom_id: 'form:role.0.0', components: [] } });
    expect(calls).toEqual([]);
    expect(lastWords(sent)).toContain('choices in this form have changed');
  });
});
