import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ears } from '../../../../src/ports/platform.ts';
import { say } from '../../../../src/domain/message.ts';
import { memberCommandsJson } from '../../../../src/chat/discord/connect/description.ts';
import { eventually } from '../../../support/until.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';

describe('the menu of a member', () => {
  let local: Local;
  let ears: Ears;
  beforeAll(async () => {
    local = await localDiscord({ run: () => Promise.resolve({ ok: true, message: say('Done') }) });
    ears = await local.listen();
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
  });
  beforeEach(() => {
    local.calls.length = 0;
  });

  const choose = (command: string, channel: string = ids.general) =>
    local.control('POST', `/users/${ids.ada}/member-commands`, { channel, command, target: ids.bob });
  const submit = (modal: string | undefined, values: object) =>
    local.control('POST', `/users/${ids.ada}/modals/${modal ?? ''}/submit`, { values });
  const bob = { kind: 'account', account: { platform: 'discord', workspace: '', user: ids.bob } };
  const given = () => eventually(() => local.calls[0]);

  it('has two commands in the server, named in every language, and none in direct messages', async () => {
    const { commands = [] } = await local.control('GET', '/world');
    const ofMenu = commands.filter((one) => 'type' in one && one.type === 2);
    expect(ofMenu).toMatchObject([
      { name: 'Show access', name_localizations: { de: 'Zugriff zeigen' }, guild_id: ids.guild },
      { name: 'Grant access', name_localizations: { de: 'Zugriff geben' }, guild_id: ids.guild },
    ]);
    expect(await choose('Show access', 'app')).toMatchObject({ ok: false, error: 'unknown_command' });
    for (const { name, name_localizations: others } of memberCommandsJson()) {
      for (const each of [name, ...Object.values(others)]) expect(each.length).toBeLessThanOrEqual(32);
    }
  });

  it('Show access asks what /access who asks', async () => {
    expect(await choose('Show access')).toMatchObject({ ok: true });
    expect(await given()).toMatchObject({ command: 'who', args: { who: { ...bob, shown: '@Bobby' } } });
  });

  it('Grant access opens a form about them, and gives what is filled in', async () => {
    const { modal, response } = await choose('Grant access');
    expect(response?.type).toBe(9);
    const { modals } = await local.control('GET', `/users/${ids.ada}/modals`);
    expect(modals?.[0]).toMatchObject({
      title: 'Grant access',
      components: [{ content: `To <@${ids.bob}>` }, {}, {}, {}],
    });
    expect(local.calls).toEqual([]);
    await submit(modal, { what: 'role Help desk on mdm-eu', duration: '2h', reason: 'phones' });
    expect(await given()).toMatchObject({
      command: 'grant',
      account: { user: ids.ada },
      args: { kind: 'role', role: 'Help desk', instance: 'mdm-eu', who: [bob], duration: '2h', reason: 'phones' },
    });
  });

  it.each([
    ['console acme-prod', { kind: 'console', product: 'acme-prod' }],
    ['acme-prod', { kind: 'acme-prod' }],
    ['role:mdm-eu/Help desk', { entitlement: 'role:mdm-eu/Help desk' }],
  ])('reads what to give as a command does: %s', async (what, args) => {
    const { modal } = await choose('Grant access');
    await submit(modal, { what });
    const call = await given();
    expect(call).toMatchObject({ command: 'grant', args: { ...args, who: [bob] } });
    expect(call.args).not.toHaveProperty('duration');
  });
});
