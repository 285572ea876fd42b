import { latest } from './accesses.ts';
import { roles } from './organisation.ts';
import type { World } from './world.ts';

const hour = 3_600_000;

/** Roles of the second chat that follow an access: given, taken, put right, drifting, and one that is too high to give. */
export async function chatRoles(world: World): Promise<void> {
  const grant = (role: string, name: string, duration?: string) =>
    world.say('Uada', 'grant', {
      kind: 'role',
      role,
      instance: 'mdm-eu',
      who: [{ kind: 'email', email: `${name}@acme.test` }],
      ...(duration !== undefined && { duration }),
      reason: `The role that comes with ${role}`,
    });
  await grant('Help desk', 'noor', '6h');
  await grant('Operator', 'mia', '3d');
  await grant('Help desk', 'mia', '30d');
  await grant('Operator', 'rosa', '8d');
  world.roles.obstacles.set(roles.high, 'The bot cannot give the role “High”: drag “Latchkey” above “High”.');
  await grant('Reader', 'rosa', '8d');
  await world.later(hour);
  world.roles.remove('1rosa', roles.crew);
  world.roles.remove('1mia', roles.desk);
  world.roles.put('1guest', roles.desk);
  await world.house.services.targets.scan();
  await world.house.settle();
  await world.later(hour);
  world.roles.obstacles.delete(roles.high);
  await world.later(6 * hour);
  world.roles.put('1mod', roles.moderators);
  await world.say('1mod', 'grant', {
    kind: 'console',
    product: 'acme-test',
    who: [{ kind: 'email', email: 'fay@acme.test' }],
    duration: '2d',
  });
  world.roles.leave('1noor');
  await grant('Help desk', 'noor', '2d');
  await world.later(hour);
}

/** Buttons that are too long for an id, as the second chat keeps them. */
export async function stash(world: World): Promise<void> {
  const { id, person, entitlement } = await latest(world, 'mia');
  const product = entitlement.kind === 'console' ? entitlement.product : 'acme-prod';
  const buttons = [
    { command: 'give-back', args: { id }, confirm: { title: 'Give back?', text: 'Sure?', yes: 'Yes', no: 'No' } },
    {
      command: 'revoke-confirmed',
      args: { entitlement: `console:${product}`, people: [person.id], reason: 'It is over' },
    },
  ];
  for (const [index, button] of buttons.entries()) {
    await world.store.stash.put(String(index).repeat(32), JSON.stringify(button));
  }
}
