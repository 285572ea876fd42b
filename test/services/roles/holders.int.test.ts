import { describe, expect, it } from 'vitest';
import { createDirectory } from '../../../src/services/directory.ts';
import { wouldBeTaken } from '../../../src/services/roles/holders.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { email, openHouses } from '../../support/open-house.ts';

const [crew, desk] = ['2102', '2100'];
const target = (role: string, id: string, restore: boolean) => ({
  entitlement: `role:mdm-eu/${role}` as const,
  platform: 'slack',
  role: id,
  restore,
});
const opened = openHouses(['grace', 'mia', 'bob', 'lena']);

describe('from whom a role would be taken that is put right', () => {
  it('is who holds it without an access, of each role once, with its first target', async () => {
    const { house, store, chat } = await opened();
    const roles = giveRoles(chat, { [crew]: 'Crew', [desk]: 'Desk' }, house.now);
    for (const name of ['mia', 'bob', 'lena']) await house.say(`U${name}`, 'mine', {});
    await house.say('Ugrace', 'grant', { kind: 'role', role: 'Operator', instance: 'mdm-eu', who: [email('mia')] });
    for (const user of ['Umia', 'Ubob', 'Ulena']) roles.put(user, crew);
    roles.put('Ubob', desk);
    const targets = [target('Help desk', desk, false), target('Reader', crew, true), target('Operator', crew, true)];
    const directory = createDirectory(testCatalogue({ targets }));

    const found = await wouldBeTaken({ store, directory, clock: { now: house.now } }, 'slack', chat.chat.roles!);

    expect(found).toEqual([{ target: 1, role: crew, count: 2 }]);
    expect(await wouldBeTaken({ store, directory, clock: { now: house.now } }, 'other', chat.chat.roles!)).toEqual([]);
  });
});
