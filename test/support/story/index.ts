import type { Store } from '../../../src/ports/store.ts';
import { grants, loose, round, stages } from './accesses.ts';
import { firstCatalogue, secondCatalogue } from './organisation.ts';
import { comings, emails, links, meet } from './people.ts';
import { chatRoles, stash } from './roles.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

/**
 * Two months of an organisation, through the real services on `store`: accesses in every state, linked and unlinked
 * accounts, changed e-mails, roles that follow accesses, two configurations. `rounds` of ordinary days before the second
 * configuration and as many after it; 26 accesses or so each.
 */
export async function liveThrough(store: Store, rounds: number): Promise<World> {
  const world = createWorld(store, firstCatalogue());
  await world.house.services.importCatalogue();
  await world.house.settle();
  await meet(world);
  await links(world);
  for (let number = 0; number < rounds; number++) {
    await round(world, number);
    await world.later(world.days(2));
  }
  await grants(world);
  await stages(world);
  await chatRoles(world);
  await emails(world);
  await comings(world);
  await stash(world);
  await world.say('Uzoe', 'request', { kind: 'console', product: 'acme-test', reason: 'Waits while it is retired' });
  await world.restart(secondCatalogue());
  for (let number = rounds; number < 2 * rounds; number++) {
    await round(world, number);
    await world.later(world.days(1));
  }
  await loose(world);
  return world;
}
