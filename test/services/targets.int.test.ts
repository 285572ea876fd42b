import { describe, expect, it } from 'vitest';
import { ChatRefused, ChatUnavailable } from '../../src/ports/chat.ts';
import { createAuditVerify } from '../../src/services/audit-verify.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { FakeMessage } from '../support/fake-chat.ts';
import { giveRoles } from '../support/fake-roles.ts';
import { createHouse } from '../support/house.ts';
import { accessesOf, email, openHouses } from '../support/open-house.ts';

const opened = openHouses(['ada', 'grace', 'lena', 'bob', 'mia']);
const hour = 3_600_000;
const on = (role: string) => ({ kind: 'role', role, instance: 'mdm-eu' });
const key = (role: string) => `role:mdm-eu/${role}`;
const [crew, desk] = ['2102', '2100'];
const catalogue = (restore = false) => {
  const target = (role: string, id: string) => ({ entitlement: key(role), platform: 'slack', role: id, restore });
  return testCatalogue({
    targets: [target('Operator', crew), target('Reader', crew), target('Help desk', desk)],
  });
};
const open = async (restore = false) => {
  const world = await opened(catalogue(restore));
  const { house, chat, store } = world;
  const roles = giveRoles(chat, { [crew]: 'Crew', [desk]: 'Desk' }, house.now);
  for (const name of ['bob', 'mia', 'lena']) await house.say(`U${name}`, 'mine', {});
  const grant = (who: string, role: string, duration?: string) =>
    house.say('Ugrace', 'grant', { ...on(role), who: [email(who)], ...(duration ? { duration } : {}) });
  const revoke = async (who: string, role: string) => {
    const access = (await accessesOf(store, who)).find(
      (one) => one.state === 'active' && one.entitlement.kind === 'role' && one.entitlement.role === role,
    );
    await house.say('Ugrace', 'revoke-confirmed', { entitlement: key(role), people: [access!.person.id] });
  };
  /** What the record says about roles, in order. */
  const recorded = async () => {
    const entries = (await store.chain.search({}, 1_000)).filter((one) => 'roleName' in one.facts);
    return entries.map((one) => one.facts['what'] as string).reverse();
  };
  const later = async (ms: number) => {
    house.pass(ms);
    await house.sweep();
  };
  const cardOf = (words: string): FakeMessage | undefined =>
    chat.posts.findLast((post) => post.channel === 'C0APPROVE' && JSON.stringify(post.message).includes(words));
  return { ...world, roles, grant, revoke, recorded, later, cardOf };
};

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
    expect(shown()).toContain('could not be given or taken: The bot cannot give');
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
    expect(JSON.stringify(cardOf('Help desk')?.message)).not.toContain('⚠️');
  });
});

describe('a member', () => {
  it('who leaves and comes back has the role again while the access lives', async () => {
    const { roles, house, chat, grant, recorded } = await open();
    await grant('mia', 'Operator');
    const changed = async () => {
      await house.services.changed(chat.account('Umia'));
      await house.settle();
    };
    roles.leave('Umia');
    await changed();
    house.pass(60_000);
    roles.join('Umia');
    await changed();
    expect(roles.holds('Umia', crew)).toBe(true);
    expect(await recorded()).toEqual(['given', 'left', 'back', 'given']);
  });

  it('who left and came back unseen is found by the scan', async () => {
    const { roles, house, grant, recorded } = await open();
    await grant('mia', 'Operator');
    house.pass(60_000);
    roles.leave('Umia');
    roles.join('Umia');
    await house.services.targets.scan();
    await house.settle();
    expect(roles.holds('Umia', crew)).toBe(true);
    expect(await recorded()).toEqual(['given', 'back', 'given']);
  });

  it('who was seen leaving and came back unseen is found by the scan, too', async () => {
    const { roles, house, chat, grant, later } = await open();
    await grant('mia', 'Operator');
    roles.leave('Umia');
    await house.services.changed(chat.account('Umia'));
    await house.settle();
    house.pass(60_000);
    roles.join('Umia');
    await house.services.targets.scan();
    await later(0);
    expect(roles.holds('Umia', crew)).toBe(true);
  });

  it('from whom it was taken by hand does not get it by leaving and coming back', async () => {
    const { roles, house, chat, grant, recorded } = await open();
    const changed = async () => {
      await house.services.changed(chat.account('Umia'));
      await house.settle();
    };
    await grant('mia', 'Operator');
    roles.remove('Umia', crew);
    await changed();
    house.pass(60_000);
    for (const unseen of [false, true]) {
      roles.leave('Umia');
      if (!unseen) await changed();
      house.pass(60_000);
      roles.join('Umia');
      await changed();
      await house.services.targets.scan();
      await house.settle();
      expect(roles.holds('Umia', crew)).toBe(false);
    }
    expect(await recorded()).toEqual(['given', 'taken-by-hand', 'left']);
    await grant('mia', 'Reader');
    expect(roles.holds('Umia', crew)).toBe(true);
  });

  it('whose account is unlinked loses what came with the person, and the next one gets it', async () => {
    const { roles, house, chat, store, grant } = await open();
    await grant('mia', 'Operator');
    const bound = (await store.people.byAccount(chat.account('Umia')))!;
    await store.people.unbind(bound.account, bound.boundAt);
    await house.services.targets.lookAtAccount(bound.account);
    await house.settle();
    expect(roles.holds('Umia', crew)).toBe(false);
    expect(roles.log[1]?.reason).toContain('no longer linked');
    await store.people.link(bound.account, bound.person, 'mia', house.now());
    await house.services.targets.lookAtAccount(bound.account);
    await house.settle();
    expect(roles.holds('Umia', crew)).toBe(true);
  });
});

describe.each([false, true])('what is done by hand (restore: %s)', (restore) => {
  it('is noticed and recorded once: taken', async () => {
    const { roles, house, chat, grant, later, recorded, cardOf } = await open(restore);
    await house.say('Umia', 'request', on('Operator'));
    await house.say('Ugrace', 'approve', { id: cardOf('Operator')!.message.buttons![0]!.args['id'] });
    roles.remove('Umia', crew);
    await house.services.changed(chat.account('Umia'));
    await house.settle();
    await house.services.targets.scan();
    await house.settle();
    expect(roles.holds('Umia', crew)).toBe(restore);
    expect(await recorded()).toEqual(restore ? ['given', 'taken-by-hand', 'restored'] : ['given', 'taken-by-hand']);
    if (!restore) {
      expect(JSON.stringify(cardOf('Operator')?.message)).toContain('taken by hand');
      // Another access is a new word: it gives the role.
      await grant('mia', 'Reader');
      expect(roles.holds('Umia', crew)).toBe(true);
    }
    await later(30 * 24 * hour);
    expect(roles.holds('Umia', crew)).toBe(false);
  });

  it('is noticed and recorded once: given, also to somebody whom Latchkey does not know', async () => {
    const { roles, house, chat, recorded } = await open(restore);
    roles.join('Ustranger');
    roles.put('Ustranger', crew);
    roles.put('Ubob', desk);
    await house.services.changed(chat.account('Ubob'));
    await house.services.targets.scan();
    await house.settle();
    await house.services.targets.scan();
    await house.settle();
    for (const [user, role] of [
      ['Ustranger', crew],
      ['Ubob', desk],
    ] as const) {
      expect(roles.holds(user, role)).toBe(!restore);
    }
    const once = restore ? ['given-by-hand', 'restored'] : ['given-by-hand'];
    expect((await recorded()).sort()).toEqual([...once, ...once].sort());
  });
});

it('what is done by hand again and again is put right with growing pauses', async () => {
  const { roles, house, chat, grant, later } = await open(true);
  await grant('mia', 'Operator');
  const takenByHand = async () => {
    roles.remove('Umia', crew);
    await house.services.changed(chat.account('Umia'));
    await house.settle();
  };
  await takenByHand();
  expect(roles.holds('Umia', crew)).toBe(true);
  for (const pause of [10_000, 20_000, 40_000]) {
    await takenByHand();
    expect(roles.holds('Umia', crew)).toBe(false);
    await later(pause - 1_000);
    expect(roles.holds('Umia', crew)).toBe(false);
    await later(2_000);
    expect(roles.holds('Umia', crew)).toBe(true);
  }
  await later(2 * hour);
  await takenByHand();
  expect(roles.holds('Umia', crew)).toBe(true);
});

it('the record of all this verifies', async () => {
  const { roles, grant, revoke, house, store } = await open(true);
  await grant('mia', 'Operator');
  roles.remove('Umia', crew);
  await house.services.targets.scan();
  await house.settle();
  await revoke('mia', 'Operator');
  await house.sweep();
  const verify = createAuditVerify({ store, clock: { now: house.now }, tenant: 'main' });
  expect(await verify()).toMatchObject({ ok: true, problems: [], unchained: [] });
});

it('what cannot be given since the member left at that very moment is no failure', async () => {
  const { roles, grant, recorded } = await open();
  roles.meanwhile('give', () => {
    roles.leave('Umia');
    return Promise.reject(new ChatRefused('unknown member', '10007'));
  });
  await grant('mia', 'Operator');
  expect(await recorded()).toEqual(['left']);
});
