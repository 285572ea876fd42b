import { describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import { createHouse } from '../../support/house.ts';
import { accessesOf } from '../../support/open-house.ts';
import { catalogue, crew, desk, hour, on, open } from './house.ts';

describe('a role that follows an access', () => {
  it('is given with the start and taken with the end, with the access in the platform’s own log', async () => {
    const { roles, grant, later, recorded, store, chat } = await open();
    await grant('mia', 'Operator', '2h');
    const [access] = await accessesOf(store, 'mia');
    expect(roles.log).toEqual([
      {
        action: 'given',
        user: 'Umia',
        role: crew,
        reason: `Latchkey: access ${access!.id} gives role:mdm-eu/Operator, until ${new Date(access!.until!).toISOString().slice(0, 16)}Z`,
      },
    ]);
    expect(
      chat.posts.find((post) => post.channel === 'D-Umia' && post.key.startsWith('tell-'))?.message.summary,
    ).toContain('With it comes the role Crew in Slack.');
    await later(2 * hour);
    expect(roles.holds('Umia', crew)).toBe(false);
    expect(roles.log[1]).toMatchObject({ action: 'taken' });
    expect(roles.log[1]!.reason).toBe(
      `Latchkey: access ${access!.id} to role:mdm-eu/Operator has ended: its time is up`,
    );
    expect(await recorded()).toEqual(['given', 'taken']);
    const entry = (await store.chain.search({ subject: access!.person.id }, 100)).find(
      (one) => one.facts['what'] === 'given',
    );
    expect(entry).toMatchObject({
      event: 'roster',
      actor: 'system',
      subject: 'mia@acme.test',
      entitlement: 'role:mdm-eu/Operator',
      facts: { platform: 'slack', role: crew, roleName: 'Crew', accesses: [access!.id], account: 'slack:T1/Umia' },
    });
  });

  it('stays when one of two accesses that want it ends', async () => {
    const { roles, grant, revoke, recorded } = await open();
    await grant('mia', 'Operator');
    await grant('mia', 'Reader');
    await revoke('mia', 'Operator');
    expect(roles.holds('Umia', crew)).toBe(true);
    await revoke('mia', 'Reader');
    expect(roles.holds('Umia', crew)).toBe(false);
    expect(await recorded()).toEqual(['given', 'taken']);
  });

  it('whose giving comes late does not outlive a revocation', async () => {
    const { roles, grant, revoke, recorded } = await open();
    roles.meanwhile('give', () => revoke('mia', 'Operator'));
    await grant('mia', 'Operator');
    expect(roles.holds('Umia', crew)).toBe(false);
    expect(await recorded()).toEqual(['given', 'taken']);
  });

  it('given by a process that lost its hold meanwhile is looked at once more', async () => {
    const { roles, grant, revoke, house, later } = await open();
    roles.meanwhile('give', async () => {
      // Another process takes over, and finds nothing wanted and nothing held.
      house.pass(60_000);
      await revoke('mia', 'Operator');
      await house.sweep();
    });
    await grant('mia', 'Operator');
    await later(20_000);
    expect(roles.holds('Umia', crew)).toBe(false);
  });

  it('given by a process that died before it recorded that is given once and recorded once', async () => {
    const { roles, grant, later, house, recorded } = await open();
    roles.meanwhile('give', () => Promise.reject(new Error('killed')), 'after');
    await expect(grant('mia', 'Operator')).rejects.toThrow('killed');
    expect(roles.holds('Umia', crew)).toBe(true);
    await house.settle();
    expect(await recorded()).toEqual([]);
    await later(11_000);
    expect(roles.log).toHaveLength(1);
    expect(await recorded()).toEqual(['given']);
    await later(60_000);
    expect(await recorded()).toEqual(['given']);
  });

  it('told to wait with the giving, and revoked in the meantime: no role', async () => {
    const { roles, grant, revoke, later, recorded } = await open();
    roles.fail('give', new ChatUnavailable('slow down', 30_000));
    await grant('mia', 'Operator');
    await revoke('mia', 'Operator');
    await later(60_000);
    expect(roles.log).toEqual([]);
    expect(await recorded()).toEqual([]);
  });

  it('told to wait is given as soon as it may', async () => {
    const { roles, grant, later } = await open();
    roles.fail('give', new ChatUnavailable('slow down', 30_000));
    await grant('mia', 'Operator');
    await later(10_000);
    expect(roles.log).toEqual([]);
    await later(20_000);
    expect(roles.holds('Umia', crew)).toBe(true);
  });

  it('whose giving was not answered and came about after the revocation is taken again', async () => {
    const { roles, grant, revoke, later, recorded } = await open();
    roles.fail('give', new ChatUnavailable('no answer', null));
    await grant('mia', 'Operator');
    await revoke('mia', 'Operator');
    roles.put('Umia', crew);
    await later(16_000);
    await later(16_000);
    expect(roles.holds('Umia', crew)).toBe(false);
    expect(await recorded()).toEqual(['given', 'taken']);
  });

  it('is given while its platform was away before', async () => {
    const { roles, grant, later, house } = await open();
    roles.state.away = true;
    await grant('mia', 'Operator');
    await later(60_000);
    roles.state.away = false;
    for (let turn = 0; turn < 3; turn++) await later(60_000);
    expect(roles.holds('Umia', crew)).toBe(true);
    expect(house.jobs).toEqual([]);
  });

  it('is given once by two workers at once', async () => {
    const { roles, chat, store, grant, recorded, house } = await open();
    const other = createHouse(store, chat, catalogue());
    roles.meanwhile('give', async () => {
      const [target] = await store.targets.ofAccount(chat.account('Umia'));
      await other.services.converge(target!.id);
    });
    await grant('mia', 'Operator');
    await Promise.all([house.services.targets.scan(), other.services.targets.scan()]);
    expect(roles.log).toHaveLength(1);
    expect(await recorded()).toEqual(['given']);
  });
});

describe('a role that cannot be given', () => {
  it('is said on the card before anybody approves, shown and told when it fails, tried again, and healed', async () => {
    const { roles, house, store, chat, later, recorded, cardOf } = await open();
    const sentence = 'The bot cannot give the role “Desk”: drag “Latchkey” above “Desk”.';
    roles.obstacles.set(desk, sentence);
    await house.say('Umia', 'request', on('Help desk'));
    const shown = () => JSON.stringify(cardOf('Help desk')?.message);
    expect(shown()).toContain(sentence.replaceAll('"', ''));
    expect(shown()).toContain('Gives ');
    const [access] = await accessesOf(store, 'mia');
    await house.say('Ugrace', 'approve', { id: access!.id });
    expect((await accessesOf(store, 'mia'))[0]).toMatchObject({ state: 'active' });
    expect(shown()).toContain('couldn’t be given or removed: The bot cannot give');
    const told = (user: string) =>
      chat.posts.filter((post) => post.channel === `D-U${user}` && post.key.startsWith('target-'));
    expect(told('mia')).toHaveLength(1);
    expect(told('lena')).toHaveLength(1);
    for (let turn = 0; turn < 4; turn++) await later(60_000);
    expect(await recorded()).toEqual(['failed']);
    expect(told('mia')).toHaveLength(1);
    roles.obstacles.clear();
    await later(600_000);
    expect(roles.holds('Umia', desk)).toBe(true);
    expect(await recorded()).toEqual(['failed', 'given']);
    expect(shown()).toContain('in Slack: given');
    const mine = JSON.stringify((await house.call('Umia', 'mine', {})).message);
    expect(mine).toContain('in Slack: given');
    const why = JSON.stringify((await house.call('Umia', 'why', { id: access!.id })).message);
    expect(why).toContain('in Slack: given');
  });

  it('adds nothing to a card while its platform is away, and holds nothing up', async () => {
    const { roles, house, cardOf } = await open();
    roles.state.away = true;
    await house.say('Umia', 'request', on('Help desk'));
    const marked = JSON.stringify(cardOf('Help desk')?.message).match(/⚠️ [^"]*/g);
    expect(marked).toEqual(['⚠️ Gives sensitive rights: ']);
  });
});
