import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import { createPace } from '../../../../src/chat/pace.ts';
import { createPrepare } from '../../../../src/chat/discord/outbound/messages.ts';
import { createPost, snowflakeAt } from '../../../../src/chat/discord/outbound/post.ts';
import { createRender } from '../../../../src/chat/discord/outbound/render.ts';
import { fakeClock } from '../helpers.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';

const nobody = new Map();
const account = (user: string) => ({ platform: 'discord', workspace: '', user });
const card: Message = {
  summary: 'Access request: ada',
  title: 'Access request',
  tone: 'waiting',
  blocks: [{ kind: 'quote', value: '@everyone <@200000000000000002>' }],
  buttons: [{ label: 'Approve', style: 'primary', command: 'approve', args: { id: '3f7k2m9qx4tb' } }],
};

describe('messages in channels', () => {
  let local: Local;
  beforeAll(async () => {
    local = await localDiscord();
  });
  afterAll(() => local.close());
  afterEach(async () => {
    await local.control('DELETE', '/faults');
    await local.control('PATCH', `/channels/${ids.audit}`, { appMayView: true, appMayWrite: true });
    local.log.lines.length = 0;
  });

  it('are posted once, though the answer is lost on the way', async () => {
    const post = 'POST /channels/:channel/messages';
    await local.control('POST', '/faults', { method: post, status: 503, applied: true });
    await expect(local.chat.post(ids.approvals, card, 'once', nobody)).rejects.toBeInstanceOf(ChatUnavailable);
    const found = await local.chat.find(ids.approvals, 'once', Date.now() - 1_000);
    const again = await local.chat.post(ids.approvals, card, 'once', nobody);
    expect(again).toEqual(found);
    const all = await local.messages(ids.ada, ids.approvals);
    expect(all.filter(({ id }) => id === again.message)).toHaveLength(1);
    expect(all).toHaveLength(1);
  });

  it('are sent only when whoever sends them still may, asked after everything that can take long', async () => {
    const lost = () => Promise.reject(new Error('somebody else sends it by now'));
    await expect(local.chat.post(ids.approvals, card, 'taken over', nobody, lost)).rejects.toThrow('somebody else');
    expect(await local.chat.find(ids.approvals, 'taken over', Date.now() - 5_000)).toBeNull();
    const steps: string[] = [];
    const stash = { put: () => Promise.resolve(void steps.push('stash')) };
    const rest = () => {
      steps.push('send');
      return Promise.resolve({ id: '1', channel_id: ids.approvals });
    };
    const { post } = createPost({
      rest,
      own: { user: ids.app, guild: ids.guild },
      prepare: createPrepare(createRender({ mention: () => null, firstOption: () => null }), stash),
      pace: createPace(fakeClock(), 1_000),
      log: local.log,
    });
    const button = { ...card.buttons?.[0], label: 'Approve', style: 'primary', command: 'approve' } as const;
    const long: Message = { ...card, buttons: [{ ...button, args: { id: 'x'.repeat(200) } }] };
    await post(ids.approvals, long, 'in order', nobody, () => Promise.resolve(void steps.push('hold')));
    expect(steps).toEqual(['stash', 'hold', 'send']);
  });

  it('ping nobody', async () => {
    await local.chat.post(ids.approvals, card, 'ping', nobody);
    const last = (await local.messages(ids.ada, ids.approvals)).at(-1);
    expect(last).toMatchObject({ mentions: [], mention_everyone: false });
  });

  it('are found among our own only, and by their own key', async () => {
    const ref = await local.chat.post(ids.audit, say('One entry'), 'entry 1', nobody);
    await local.chat.post(ids.audit, say('Another entry'), 'entry 2', nobody);
    expect(await local.chat.find(ids.audit, 'entry 1', Date.now() - 5_000)).toEqual(ref);
    expect(await local.chat.find(ids.audit, 'entry 3', Date.now() - 5_000)).toBeNull();
    expect(await local.chat.find(ids.audit, 'entry 1', Date.now() + 120_000)).toBeNull();
  });

  it('keep their key when they are edited, by a process that did not post them, too', async () => {
    const ref = await local.chat.post(ids.audit, card, 'kept', nobody);
    await local.chat.update(ref, say('Without a button'), nobody);
    expect(await local.chat.find(ids.audit, 'kept', Date.now() - 5_000)).toEqual(ref);
  });

  it('cannot be looked for where the bot may not look: that is said once', async () => {
    await local.control('PATCH', `/channels/${ids.audit}`, { appMayView: false });
    expect(await local.chat.find(ids.audit, 'x', 0)).toBe('unknown');
    expect(await local.chat.find(ids.audit, 'y', 0)).toBe('unknown');
    expect(local.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it.each([
    ['the bot may not see it', { appMayView: false }, '50001'],
    ['the bot may not write there', { appMayWrite: false }, '50013'],
  ])('are refused for good when %s', async (_why, change, code) => {
    await local.control('PATCH', `/channels/${ids.audit}`, change);
    const error = await local.chat.post(ids.audit, card, `refused ${code}`, nobody).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatRefused);
    expect(error).toMatchObject({ code });
  });

  it('are refused for good where there is no such channel', async () => {
    await expect(local.chat.post('999', card, 'gone', nobody)).rejects.toMatchObject({ code: '10003' });
  });

  it('wait as Discord asks', async () => {
    const post = 'POST /channels/:channel/messages';
    await local.control('POST', '/faults', { method: post, status: 429, retryAfter: 30 });
    const error = await local.chat.post(ids.general, card, 'limited', nobody).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatUnavailable);
    expect((error as ChatUnavailable).retryAfterMs).toBeGreaterThanOrEqual(29_000);
    await expect(local.chat.post(ids.general, card, 'limited', nobody)).rejects.toBeInstanceOf(ChatUnavailable);
    expect(await local.messages(ids.ada, ids.general)).toEqual([]);
  });

  it('have a direct channel for people, and none for who is not there', async () => {
    const channel = await local.chat.directChannel(account(ids.ada));
    const ref = await local.chat.post(channel ?? '', say('Hello'), 'hello', nobody);
    expect((await local.messages(ids.ada, 'app')).at(-1)).toMatchObject({ id: ref.message });
    expect(await local.chat.directChannel(account('999999999999999999'))).toBeNull();
  });
});

describe('the pace', () => {
  it('lets four messages a second into a channel, and hands back what would wait long', async () => {
    const clock = fakeClock();
    const pace = createPace(clock, 250);
    await pace('a', '1');
    await pace('a', '2');
    await pace('b', '3');
    expect(clock.slept).toEqual([250]);
    const still = createPace({ now: () => 0, sleep: () => Promise.resolve() }, 250);
    for (let n = 0; n < 9; n++) await still('a', String(n));
    await expect(still('a', 'more')).rejects.toMatchObject({ name: 'ChatUnavailable', retryAfterMs: 2_250 });
  });
});

describe('the id that Discord gives at a time', () => {
  it('is the time since 2015, shifted', () => {
    expect(snowflakeAt(1_420_070_400_000 + 1)).toBe('4194304');
    expect(snowflakeAt(0)).toBe('0');
  });
});
