import { describe, expect, it } from 'vitest';
import { ChatRefused } from '../../../src/ports/chat.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { crew, desk, hour, on, open } from './house.ts';

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
      expect(JSON.stringify(cardOf('Operator')?.message)).toContain('removed by hand');
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
  const verify = createAuditVerify({ store, clock: { now: house.now }, tenant: house.tenant });
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
