import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { accessesOf, openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'grace', 'lena', 'bob', 'mia', 'otto']);
const catalogue = testCatalogue({
  targets: [{ entitlement: 'console:acme-prod', platform: 'slack', role: '2001', restore: false }],
  authority: [{ scope: { product: 'acme-prod' }, platform: 'slack', role: '2001' }],
  products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'otto@acme.test'] }],
});

/** Somebody gets the role by hand, which the next look at who holds it finds. */
async function drifted(who: string) {
  const world = await opened(catalogue);
  const { house, chat, store } = world;
  const roles = giveRoles(chat, { '2001': 'Prod crew' }, house.now);
  for (const name of ['bob', 'lena', 'mia', 'otto']) await house.say(`U${name}`, 'mine', {});
  roles.put(`U${who}`, '2001');
  await house.services.targets.scan();
  await house.settle();
  const report = () => chat.posts.filter(({ message }) => message.title === 'Role without access');
  const press = (user: string, index: number) => {
    const { command, args } = report()[0]!.message.buttons![index]!;
    return house.say(user, command, args);
  };
  return { ...world, roles, report, press, state: async () => (await accessesOf(store, who))[0] };
}

describe('a role that somebody has without an access', () => {
  it('is reported once, to the approvals channel, with what can be done', async () => {
    const { house, report } = await drifted('bob');
    expect(report()).toMatchObject([
      {
        channel: 'C0APPROVE',
        message: {
          summary: expect.stringContaining(
            'has the role Prod crew in Slack, but not the access that it comes with. The role doesn’t let them approve anything.',
          ) as string,
          buttons: [{ label: 'Grant console access to acme-prod' }, { label: 'Remove the role' }],
        },
      },
    ]);
    await house.services.targets.scan();
    await house.settle();
    expect(report()).toHaveLength(1);
  });

  it('becomes an access by a direct grant, not by its holder, and then is authority as long as that', async () => {
    const { house, press, roles, state } = await drifted('bob');
    expect(await press('Ubob', 0)).toContain('your own access');
    expect(await press('Umia', 0)).toContain('to grant this.');
    await press('Uada', 0);
    expect(await state()).toMatchObject({ state: 'active', until: house.now() + 8 * 3_600_000 });
    house.pass(8 * 3_600_000 + 1_000);
    await house.sweep();
    expect(roles.holds('Ubob', '2001')).toBe(false);
  });

  it('is taken away by somebody with authority, and by nobody for themselves', async () => {
    const { house, press, roles, store } = await drifted('otto');
    expect(await press('Uotto', 1)).toContain('your own role');
    expect(await press('Umia', 1)).toContain('need to be an approver');
    expect(roles.holds('Uotto', '2001')).toBe(true);
    expect(await press('Uada', 1)).toContain('removing the role Prod crew in Slack');
    expect(roles.holds('Uotto', '2001')).toBe(false);
    expect(roles.log.at(-1)?.reason).toContain('ada@acme.test decided to remove it');
    const said = (await store.chain.search({}, 100)).map((entry) => entry.facts['sentence']);
    expect(said).toContainEqual(expect.stringContaining('is being removed'));
    expect(await press('Uada', 1)).toContain('has changed since');
    roles.put('Uotto', '2001');
    await house.services.targets.scan();
    await house.settle();
    expect(roles.holds('Uotto', '2001')).toBe(true);
  });

  it('of many people is not reported one by one', async () => {
    const world = await drifted('bob');
    for (const name of ['ada', 'grace', 'lena', 'mia', 'otto']) world.roles.put(`U${name}`, '2001');
    await world.house.services.targets.scan();
    await world.house.settle();
    const summaries = world.report().map(({ message }) => message.summary);
    expect(summaries).toHaveLength(6);
    expect(summaries.at(-1)).toContain('6 members have the role');
  });
});
