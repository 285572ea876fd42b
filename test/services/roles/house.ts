import { testCatalogue } from '../../support/catalogue.ts';
import type { FakeMessage } from '../../support/fake-chat.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'grace', 'lena', 'bob', 'mia']);
export const hour = 3_600_000;
export const on = (role: string) => ({ kind: 'role', role, instance: 'mdm-eu' });
const key = (role: string) => `role:mdm-eu/${role}`;
export const [crew, desk] = ['2102', '2100'];
export const catalogue = (restore = false) => {
  const target = (role: string, id: string) => ({ entitlement: key(role), platform: 'slack', role: id, restore });
  return testCatalogue({
    targets: [target('Operator', crew), target('Reader', crew), target('Help desk', desk)],
  });
};
export const open = async (restore = false) => {
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
