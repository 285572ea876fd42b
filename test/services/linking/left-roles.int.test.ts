import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { email, openTwoChats } from '../../support/open-house.ts';

const crew = '2102';
const catalogue = testCatalogue({
  targets: [{ entitlement: 'role:mdm-eu/Operator', platform: 'discord', role: crew, restore: false }],
});
const opened = openTwoChats(['grace', 'mia'], ['mia']);

/** Mia has a role of the other chat by an access, on the account that she linked there. */
async function open() {
  const world = await opened(catalogue);
  const { house, chat, other, store } = world;
  const roles = giveRoles(other, { [crew]: 'Crew' }, house.now);
  await house.say('Umia', 'mine', {});
  const mia = await store.people.byEmail('mia@acme.test');
  await store.people.link(other.account('1mia'), mia!.id, 'mia there', house.now());
  await house.say('Ugrace', 'grant', { kind: 'role', role: 'Operator', instance: 'mdm-eu', who: [email('mia')] });
  expect(roles.holds('1mia', crew)).toBe(true);
  const isOutside = (value: boolean) => {
    const known = chat.byUser.get('Umia');
    if (value) known!.outside = 'deactivated';
    else delete known!.outside;
  };
  const changed = async () => {
    await house.services.changed(chat.account('Umia'));
    await house.settle();
  };
  const recorded = async () =>
    (await store.chain.search({}, 1_000))
      .filter((one) => 'roleName' in one.facts)
      .map(({ facts }) => facts)
      .reverse();
  return { ...world, roles, isOutside, changed, recorded };
}

describe('who leaves the chat by which they are known', () => {
  it('loses the role that they had by it in another one, and has it again when they are back', async () => {
    const { roles, isOutside, changed, recorded } = await open();
    isOutside(true);
    await changed();
    expect(roles.holds('1mia', crew)).toBe(false);
    expect(roles.log.at(-1)).toMatchObject({ action: 'taken', user: '1mia', role: crew });
    expect(roles.log.at(-1)?.reason).toContain('the account that this one is linked to is no longer active');
    expect(roles.log.at(-1)?.reason).not.toContain('@');
    isOutside(false);
    await changed();
    expect(roles.holds('1mia', crew)).toBe(true);
    expect((await recorded()).map(({ what }) => what)).toEqual(['given', 'taken', 'given']);
    expect((await recorded())[1]?.['sentence']).toContain('the account that this one is linked to is no longer active');
  });

  it('loses it also when nobody reported it: the next decision sees it', async () => {
    const { house, roles, isOutside } = await open();
    isOutside(true);
    house.pass(120_000);
    await house.say('Umia', 'mine', {});
    expect(roles.holds('1mia', crew)).toBe(false);
  });

  it('is found by the scan when the process died in between', async () => {
    const { house, chat, store, roles } = await open();
    await store.people.markOutside(chat.account('Umia'), house.now());
    await house.services.targets.scan();
    await house.settle();
    expect(roles.holds('1mia', crew)).toBe(false);
  });
});
