import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Call, Outcome } from '../../../../src/domain/call.ts';
import type { Suggestion } from '../../../../src/domain/command-description.ts';
import type { Button, Message } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';
import { NotConfirmed } from '../../../../src/ports/commands.ts';
import type { Ears } from '../../../../src/ports/platform.ts';
import { eventually } from '../../../support/until.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';

const callback = 'POST /interactions/:interaction/:token/callback';
const deny: Button = {
  label: 'Deny',
  style: 'danger',
  command: 'deny',
  args: { id: '3f7k2m9qx4tb', stage: 0 },
  confirm: { title: 'Deny this request?', text: 'This *closes* it.', yes: 'Deny', no: 'Go back', reason: 'Why?' },
};
const approve: Button = { label: 'Approve', style: 'primary', command: 'approve', args: { id: '3f7k2m9qx4tb' } };
const long: Button = { label: 'Long', style: 'plain', command: 'approve', args: { id: 'x'.repeat(200) } };
const card: Message = { summary: 'Card', title: 'Card', tone: 'waiting', blocks: [], buttons: [approve, deny, long] };

describe('what people do in Discord', () => {
  let local: Local;
  let ears: Ears;
  let run: (call: Call) => Promise<Outcome>;
  let complete: () => Promise<readonly Suggestion[]>;
  const heard = () => Promise.resolve({ ok: true, message: say('Heard') });

  beforeAll(async () => {
    local = await localDiscord({ run: (call) => run(call), complete: () => complete() });
    ears = await local.listen();
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
  });
  afterEach(async () => {
    await local.control('DELETE', '/faults');
    await local.control('PATCH', '/settings', { patience: 3_000 });
    run = heard;
    local.calls.length = 0;
    local.log.lines.length = 0;
  });

  /** What somebody reads in a channel, by its last embed's words. */
  const lastWords = async (user: string, channel: string = ids.general): Promise<string | undefined> =>
    (await local.messages(user, channel)).at(-1)?.embeds[0]?.description;
  const reads = (words: string, user: string = ids.ada, channel: string = ids.general) =>
    eventually(async () => (await lastWords(user, channel))?.includes(words));
  const warned = (words: string) => eventually(() => local.log.lines.find(({ text }) => text.includes(words)));

  describe('what Latchkey cannot read', () => {
    const token = 'A_TOKEN';
    const by = { member: { user: { id: ids.ada, username: 'ada' } }, guild_id: ids.guild, channel_id: ids.general };
    const command = (options: unknown) => ({ name: 'access', type: 1, options: [{ name: 'mine', type: 1, options }] });
    const arrive = (data: unknown) => local.control('POST', '/gateway/dispatch', { event: 'INTERACTION_CREATE', data });
    const answers = async () =>
      (await local.control('GET', '/calls')).calls!.filter(({ method }) => method.endsWith(`/${token}/callback`));

    it.each<[string, object]>([
      ['an attachment', { type: 2, data: command([{ name: 'reason', type: 11, value: '42' }]) }],
      [
        'an object where a text is expected',
        { type: 2, data: command([{ name: 'reason', type: 3, value: { a: 1 } }]) },
      ],
      [
        'an upload in a form',
        {
          type: 5,
          data: {
            custom_id: 'x',
            components: [{ type: 18, component: { type: 19, custom_id: 'reason', values: ['42'] } }],
          },
        },
      ],
      ['a component of a kind that is not known', { type: 3, data: { custom_id: { nested: true } } }],
      ['an interaction of a kind that is not known', { type: 99, data: {} }],
    ])('is answered with one sentence: %s', async (_what, given) => {
      const before = (await answers()).length;
      await arrive({ id: '900000000000000001', token, ...by, ...given });
      const last = await eventually(async () => (await answers())[before]);
      expect(JSON.stringify(last)).toContain('Latchkey can only read text');
      expect(local.calls).toEqual([]);
    });

    it('gets no suggestions, rather than no answer', async () => {
      const before = (await answers()).length;
      const data = command([{ name: 'id', type: 3, focused: true, value: ['x'] }]);
      await arrive({ id: '900000000000000001', token, ...by, type: 4, data });
      expect(await eventually(async () => (await answers())[before])).toMatchObject({
        body: { type: 8, data: { choices: [] } },
      });
    });
  });

  describe('commands', () => {
    it('are deferred before they are run, and answered in private', async () => {
      const order: string[] = [];
      run = async () => {
        const [message] = (await local.messages(ids.ada, ids.general)).slice(-1);
        order.push(String(message?.state));
        return { ok: true, message: say('Yours') };
      };
      await local.command(ids.ada, ['mine']);
      await reads('Yours');
      expect(order).toEqual(['thinking']);
      expect(await lastWords(ids.bob)).not.toBe('Yours');
    });

    it('are not run when Discord does not take the deferral', async () => {
      run = heard;
      await local.control('PATCH', '/settings', { patience: 200 });
      await local.control('POST', '/faults', { method: callback, status: 404 });
      await local.command(ids.ada, ['request', 'console'], { product: 'acme-prod' });
      await warned('nothing was done');
      expect(local.calls).toEqual([]);
    });

    it('are not run when nobody knows whether it took the deferral, and the person is told', async () => {
      run = heard;
      await local.control('POST', '/faults', { method: callback, status: 503, applied: true });
      await local.command(ids.ada, ['request', 'console'], { product: 'acme-prod' });
      await reads('nothing was done');
      expect(local.calls).toEqual([]);
    });

    it('that the queue did not confirm are never said to be heard', async () => {
      run = () => Promise.reject(new NotConfirmed());
      await local.command(ids.ada, ['request', 'console'], { product: 'acme-prod' });
      await reads('couldn’t confirm that your command arrived');
    });

    it('that fail are told, and logged', async () => {
      run = () => Promise.reject(new Error('broken'));
      await local.command(ids.ada, ['mine']);
      await reads('Something went wrong');
      await warned('could not be handled');
    });

    it('come from the account that gave them, with an id of their own', async () => {
      run = heard;
      const { interaction } = await local.command(ids.bob, ['pending']);
      const call = await eventually(() => local.calls[0]);
      expect(call).toMatchObject({
        command: 'pending',
        account: { platform: 'discord', workspace: '', user: ids.bob },
        delivery: `discord-${String(interaction)}`,
        reply: { platform: 'discord', user: ids.bob, channel: ids.general },
      });
      await reads('Heard', ids.bob);
    });
  });

  describe('buttons', () => {
    let count = 0;
    const posted = async () => (await local.chat.post(ids.approvals, card, `card ${count++}`, new Map())).message;
    const idOf = async (message: string, label: string): Promise<string> => {
      const found = (await local.messages(ids.ada, ids.approvals)).find((one) => one.id === message);
      return found!.components.flatMap((row) => row.components).find((one) => one.label === label)!.custom_id;
    };

    it('run their command with their arguments, beside the message', async () => {
      run = heard;
      const message = await posted();
      const { response } = await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Approve'));
      expect(response).toEqual({ type: 5 });
      await reads('Heard', ids.ada, ids.approvals);
      expect(local.calls).toMatchObject([{ command: 'approve', args: approve.args }]);
    });

    it('run what did not fit into their id, too', async () => {
      run = heard;
      const message = await posted();
      await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Long'));
      await eventually(() => local.calls.length === 1);
      expect(local.calls[0]?.args).toEqual(long.args);
    });

    it('ask first in a modal, and take a reason from it', async () => {
      run = heard;
      const message = await posted();
      const { modal } = await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Deny'));
      expect(local.calls).toEqual([]);
      const [opened] = (await local.control('GET', `/users/${ids.ada}/modals`)).modals!;
      expect(opened?.title).toBe('Deny this request?');
      expect(opened?.components[0]?.content).toBe('This \\*closes\\* it.\n-# Submit: Deny. Cancel: Go back.');
      await local.control('POST', `/users/${ids.ada}/modals/${String(modal)}/submit`, {
        values: { reason: 'not now' },
      });
      await eventually(() => local.calls.length === 1);
      expect(local.calls[0]).toMatchObject({ command: 'deny', args: { ...deny.args, reason: 'not now' } });
    });

    it('ask again with what was typed where it can’t be used', async () => {
      run = () => Promise.resolve({ ok: false, field: 'reason', message: say('That’s too long.', 'bad') });
      const message = await posted();
      const { modal } = await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Deny'));
      const values = { reason: 'not now' };
      await local.control('POST', `/users/${ids.ada}/modals/${String(modal)}/submit`, { values });
      await reads('That’s too long.', ids.ada, ids.approvals);
      const told = (await local.messages(ids.ada, ids.approvals)).at(-1)!;
      await local.press(ids.ada, ids.approvals, told.id, told.components[0]!.components[0]!.custom_id);
      const [opened] = (await local.control('GET', `/users/${ids.ada}/modals`)).modals!;
      expect(opened?.title).toBe('Deny this request?');
      expect(opened?.components.at(-1)?.component?.value).toBe('not now');
    });

    it('say so when what they did is not kept any more', async () => {
      run = heard;
      const message = await posted();
      local.stash.kept.clear();
      await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Long'));
      await reads('no longer works', ids.ada, ids.approvals);
      const { response } = await local.press(ids.ada, ids.approvals, message, await idOf(message, 'Deny'));
      expect(response).toEqual({ type: 4 });
      expect(local.calls).toEqual([]);
    });
  });

  describe('what is offered while they type', () => {
    const ask = () =>
      local.control('POST', `/users/${ids.ada}/autocomplete`, {
        channel: ids.general,
        command: 'access',
        path: ['request', 'role'],
        options: { instance: 'mdm-eu' },
        focused: 'role',
        typed: 'hel',
      });

    it('is at most twenty-five, of a length that Discord takes', async () => {
      complete = () =>
        Promise.resolve([
          { name: 'too long to be a value', value: 'v'.repeat(101) },
          ...Array.from({ length: 40 }, (_, n) => ({ name: `${n} ${'n'.repeat(120)}`, value: `v${n}` })),
        ]);
      const { choices } = await ask();
      expect(choices).toHaveLength(25);
      expect(choices?.[0]?.value).toBe('v0');
      expect(choices?.[0]?.name).toHaveLength(100);
    });

    it('is nothing when it takes too long or fails', async () => {
      complete = () => new Promise(() => undefined);
      const slow = await ask();
      expect(slow.choices).toEqual([]);
      complete = () => Promise.reject(new Error('broken'));
      expect((await ask()).choices).toEqual([]);
      expect(local.log.lines).toMatchObject([{ level: 'warn', fields: { option: 'role' } }]);
    });
  });

  describe('the form', () => {
    const open = () => local.command(ids.ada, ['form']);
    const lastMessage = async () => (await local.messages(ids.ada, ids.general)).at(-1);
    const choose = async (label: string) => {
      const message = await lastMessage();
      const select = message!.components[0]!.components[0]!;
      const { value } = select.options.find((one) => one.label === label)!;
      return local.press(ids.ada, ids.general, message!.id, select.custom_id, [value]);
    };
    const submit = (modal: unknown, values: object) =>
      local.control('POST', `/users/${ids.ada}/modals/${String(modal)}/submit`, { values });

    it('asks step by step for a role, then for how long and why', async () => {
      run = heard;
      expect((await open()).response).toEqual({ type: 4 });
      expect((await choose('A role in an instance')).response).toEqual({ type: 7 });
      const { modal } = await choose('Help desk');
      expect(modal).toBeDefined();
      await submit(modal, { duration: '4h', reason: ' rollout ' });
      await eventually(() => local.calls.length === 1);
      expect(local.calls[0]).toMatchObject({
        command: 'request',
        args: { kind: 'role', instance: 'mdm-eu', role: 'Help desk', duration: '4h', reason: 'rollout' },
      });
    });

    it('asks for a product in the modal itself', async () => {
      run = heard;
      await open();
      const { modal } = await choose('Console access to a product');
      const [opened] = (await local.control('GET', `/users/${ids.ada}/modals`)).modals!;
      const value = opened?.components[0]?.component?.options?.[0]?.value;
      await submit(modal, { product: value });
      await eventually(() => local.calls.length === 1);
      expect(local.calls[0]?.args).toEqual({ kind: 'console', product: 'acme-prod' });
    });

    const components = async () => (await local.control('GET', `/users/${ids.ada}/modals`)).modals![0]!.components;
    const fix = async () => {
      await reads('That isn’t a duration.');
      const message = await lastMessage();
      const [row] = message!.components;
      const button = row!.components.find(({ label }) => label === 'Fix it')!;
      return local.press(ids.ada, ids.general, message!.id, button.custom_id);
    };

    it('opens again with what was filled in where a field is wrong', async () => {
      run = (call) =>
        call.args['duration'] === 'soon'
          ? Promise.resolve({ ok: false, field: 'duration', message: say('That isn’t a duration.', 'bad') })
          : heard();
      await open();
      const { modal } = await choose('Console access to a product');
      const value = (await components())[0]?.component?.options?.[0]?.value;
      await submit(modal, { product: value, duration: 'soon', reason: 'the audit' });
      const again = await fix();
      const [product, duration, reason] = (await components()).map(({ component }) => component);
      expect(product?.options).toMatchObject([{ value, default: true }]);
      expect([duration?.value, reason?.value]).toEqual(['soon', 'the audit']);
      await submit(again.modal, { product: value, duration: '2h', reason: 'the audit' });
      await eventually(() => local.calls.length === 2);
      expect(local.calls[1]?.args).toEqual({
        kind: 'console',
        product: 'acme-prod',
        duration: '2h',
        reason: 'the audit',
      });
    });

    it('asks for a right on an item', async () => {
      run = heard;
      await open();
      await choose('A right on one item');
      const { modal } = await choose('pc-12');
      await submit(modal, { right: 'recovery-key', duration: '', reason: '' });
      await eventually(() => local.calls.length === 1);
      expect(local.calls[0]?.args).toEqual({ kind: 'item', instance: 'mdm-eu', item: 'pc-12', right: 'recovery-key' });
    });
  });
});
