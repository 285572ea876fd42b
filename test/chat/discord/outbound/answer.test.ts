import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../../../src/domain/message.ts';
import type { ReplyRef } from '../../../../src/domain/call.ts';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import type { Ears } from '../../../../src/ports/platform.ts';
import { eventually } from '../../../support/until.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';

const nobody = new Map();

describe('private answers', () => {
  let local: Local;
  let ears: Ears;
  beforeAll(async () => {
    local = await localDiscord();
    ears = await local.listen();
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
  });
  afterEach(async () => {
    await local.control('DELETE', '/faults');
    local.calls.length = 0;
  });

  const words = async (channel: string): Promise<string[]> =>
    (await local.messages(ids.ada, channel)).map((one) => String(one.embeds[0]?.description));

  async function given(): Promise<{ reply: ReplyRef; interaction: string }> {
    const { interaction } = await local.command(ids.ada, ['mine']);
    const call = await eventually(() => local.calls.at(-1));
    return { reply: call.reply, interaction: String(interaction) };
  }

  it('follow the first one, for the one who asked alone', async () => {
    const { reply } = await given();
    await local.chat.answer(reply, say('You have nothing.'), nobody);
    const last = (await local.messages(ids.ada, ids.general)).at(-1);
    expect(last).toMatchObject({ ephemeral: true });
    expect((await words(ids.general)).slice(-2)).toEqual(['Heard mine', 'You have nothing.']);
  });

  it('take the place of “is thinking”, and of what was said in it', async () => {
    const { reply } = await given();
    for (const text of ['It takes longer.', 'You requested it.']) {
      await local.chat.answer({ ...reply, isThinking: 1 }, say(text), nobody);
    }
    expect((await words(ids.general)).at(-1)).toBe('You requested it.');
    expect(await words(ids.general)).not.toContain('It takes longer.');
  });

  it('wait for the first one, whose place they would take', async () => {
    const patch = 'PATCH /webhooks/:app/:token/messages/:message';
    const { fault } = await local.control('POST', '/faults', { method: patch, hold: true });
    const { reply } = await given();
    const late = local.chat.answer(reply, say('Second.'), nobody);
    await eventually(async () => {
      const { calls } = await local.control('GET', '/calls');
      return calls?.some(({ method }) => /^GET \/webhooks/.test(method));
    });
    await local.control('DELETE', `/faults/${String(fault?.id)}`);
    await late;
    expect((await words(ids.general)).slice(-2)).toEqual(['Heard mine', 'Second.']);
  });

  it('come as a direct message when the token does not work any more', async () => {
    const { reply, interaction } = await given();
    await local.control('POST', `/interactions/${interaction}/expire`, { token: true });
    await local.chat.answer(reply, say('Late, but here.', 'good'), nobody);
    expect((await words('app')).at(-1)).toBe('✅ Late, but here.');
  });

  it('do not ask about a token that is too old by our clock', async () => {
    const { reply } = await given();
    await local.chat.answer({ ...reply, at: Date.now() - 15 * 60_000 }, say('Much later.'), nobody);
    expect((await words('app')).at(-1)).toBe('Much later.');
  });

  it('are refused when direct messages are closed, too', async () => {
    await local.control('PATCH', `/users/${ids.bob}`, { dmsClosed: true });
    const reply = { platform: 'discord', user: ids.bob, channel: null, token: 'old', at: 0 };
    const error = await local.chat.answer(reply, say('x'), nobody).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatRefused);
    expect(error).toMatchObject({ code: '50007' });
  });

  it('in the first place are tried again until Discord takes them', async () => {
    const patch = 'PATCH /webhooks/:app/:token/messages/:message';
    await local.control('POST', '/faults', { method: patch, status: 429, retryAfter: 0.1 });
    await local.control('POST', '/faults', { method: patch, status: 503 });
    await local.command(ids.ada, ['mine']);
    await eventually(async () => (await words(ids.general)).at(-1) === 'Heard mine');
    expect(local.calls).toHaveLength(1);
  });

  it('are tried again later when Discord is away', async () => {
    const { reply } = await given();
    await local.control('POST', '/faults', { method: '*', status: 503, times: null });
    await expect(local.chat.answer(reply, say('x'), nobody)).rejects.toBeInstanceOf(ChatUnavailable);
  });
});
