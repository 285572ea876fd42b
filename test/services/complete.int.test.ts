import { describe, expect, it } from 'vitest';
import type { CompletionQuestion } from '../../src/domain/command-description.ts';
import { openTwoChats } from '../support/open-house.ts';

const ask = (command: string, option: string, more: Partial<CompletionQuestion> = {}): CompletionQuestion => ({
  command,
  form: null,
  option,
  typed: '',
  filled: {},
  ...more,
});

describe('what is offered while somebody types', () => {
  const open = openTwoChats(['ada', 'grace', 'mia', 'bob'], ['stranger']);

  it('is what there is, filtered by what was typed, and by what stands in the other fields', async () => {
    const { house, chat } = await open();
    await house.say('Umia', 'mine', {});
    const mia = chat.account('Umia');
    expect(await house.complete(mia, ask('request', 'product', { form: 'console' }))).toEqual(['acme-prod']);
    const role = (typed: string, command = 'request') =>
      house.complete(mia, ask(command, 'role', { form: 'role', typed, filled: { instance: 'mdm-eu' } }));
    expect(await role('oper')).toEqual(['Operator', 'Network operator']);
    expect(await role('deny')).toEqual([]);
    expect(await role('deny', 'grant')).toEqual(['Deny user listing']);
    expect(await house.complete(mia, ask('request', 'item', { form: 'item', typed: 'PC' }))).toEqual(['pc-12']);
    expect(await house.complete(mia, ask('check', 'permission', { form: 'permission', typed: 'recovery' }))).toContain(
      'Read access to encryption recovery key',
    );
    const need = (typed: string) => house.complete(mia, ask('request', 'permission', { form: 'role', typed }));
    expect(await need('create as')).toEqual(['Create assets', 'Create asset models']);
    expect(await need('')).toHaveLength(25);
    expect(await house.complete(mia, ask('request', 'duration', { form: 'console', typed: '45m' }))).toEqual(['45m']);
    expect((await house.complete(mia, ask('request', 'role', { form: 'role' }))).length).toBeLessThanOrEqual(25);
  });

  it('is, of ids, what the command could be about for them, and nothing of others', async () => {
    const { house, chat, store } = await open();
    await house.say('Ubob', 'mine', {});
    await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod' });
    const [waiting] = await store.accesses.waiting(10);
    const id = waiting?.id ?? 'none';
    expect(await house.complete(chat.account('Umia'), ask('cancel', 'id'))).toEqual([id]);
    expect(await house.complete(chat.account('Umia'), ask('approve', 'id'))).toEqual([]);
    expect(await house.complete(chat.account('Uada'), ask('approve', 'id'))).toEqual([id]);
    expect(await house.complete(chat.account('Uada'), ask('cancel', 'id'))).toEqual([]);
    expect(await house.complete(chat.account('Ubob'), ask('why', 'id'))).toEqual([]);
  });

  it('is, for who is no person here yet, nothing but the commands', async () => {
    const { house, other } = await open();
    const stranger = other.account('1stranger');
    expect(await house.complete(stranger, ask('request', 'product', { form: 'console' }))).toEqual([]);
    expect(await house.complete(stranger, ask('request', 'role', { form: 'role' }))).toEqual([]);
    expect(await house.complete(stranger, ask('help', 'topic', { typed: 'unl' }))).toEqual(['unlink']);
  });
});

describe('what there is to ask for', () => {
  const open = openTwoChats(['ada', 'mia'], ['stranger']);

  it('is shown to who is inside, also the first time, and to nobody else', async () => {
    const { house, chat, other } = await open();
    expect(await house.keptOut(chat.account('Umia'))).toBeNull();
    await house.say('Umia', 'mine', {});
    expect(await house.keptOut(chat.account('Umia'))).toBeNull();
    expect((await house.keptOut(other.account('1stranger')))?.summary).toContain('/access link');
    expect((await house.keptOut(chat.account('Unobody')))?.summary).toBeDefined();
  });
});
