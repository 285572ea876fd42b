import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/domain/catalogue.ts';
import { openReceivingHouse } from './receiving.ts';
import type { ReceivingHouse } from './receiving.ts';

const opened: ReceivingHouse[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.end();
});
async function open(change: Partial<Endpoint> = {}): Promise<ReceivingHouse> {
  const targets = [{ platform: 'slack', role: 'R1', entitlement: 'console:acme-prod', restore: false }];
  const one = await openReceivingHouse({ events: ['role.*', 'person.*'], ...change }, { targets });
  opened.push(one);
  return one;
}
const mia = { platform: 'slack', workspace: 'T1', user: 'Umia' };
const told = ({ receiver }: ReceivingHouse, prefix: string) =>
  receiver.verified.filter(({ type }) => type.startsWith(prefix)).map(({ type, data }) => ({ type, data }));

describe('an endpoint', () => {
  it('is told which accounts are whose, and which aren’t inside', async () => {
    const world = await open();
    const house = world.house();
    await house.say('Umia', 'mine', {});
    await house.sweep();
    await world.store.people.markOutside(mia, house.now());
    await house.sweep();
    await world.store.people.markOutside(mia, null);
    await house.sweep();
    const bound = await world.store.people.byAccount(mia);
    await world.store.people.unbind(mia, bound?.boundAt ?? 0);
    await house.sweep();
    const about = told(world, 'person.').filter(({ data }) => data['account'] === 'slack:T1/Umia');
    expect(about.map(({ type }) => type)).toEqual(['person.linked', 'person.left', 'person.back', 'person.unlinked']);
    expect(about[0]?.data).toEqual({ tenant: house.tenant, subject: 'mia@acme.test', account: 'slack:T1/Umia' });
  });

  it('is told nothing of what was before it came', async () => {
    const world = await open();
    const house = world.house();
    await house.say('Umia', 'mine', {});
    const before = told(world, 'person.').length;
    const none = world.start([]);
    await none.services.webhooks.endpoints.importEndpoints();
    await none.say('Utheo', 'mine', {});
    await none.sweep();
    const again = world.start();
    await again.services.webhooks.endpoints.importEndpoints();
    await again.sweep();
    expect(told(world, 'person.')).toHaveLength(before);
    // What it missed can be sent all the same.
    const { replay } = again.services.webhooks.replay;
    await replay(world.endpoint, { from: 0, all: false });
    await again.sweep();
    expect(told(world, 'person.').map(({ data }) => data['subject'])).toContain('theo@acme.test');
  });

  it('is told what became of a role, numbered for each account and role, and whether it’s required now', async () => {
    const world = await open({ events: ['role.*'], entitlements: ['console:*'] });
    const house = world.house();
    const { journal } = house.services;
    const event = (key: string, what: string, seq: number, required: boolean) => ({
      key,
      event: 'roster' as const,
      subjectLabel: 'slack:T1/Umia',
      facts: {
        what,
        platform: 'slack',
        role: 'R1',
        roleName: 'Help',
        accesses: ['a1'],
        account: 'slack:T1/Umia',
        required,
        seq,
        sentence: what,
      },
      via: 'clock',
    });
    await journal([
      event('k1', 'given', 1, true),
      event('k2', 'taken-by-hand', 2, true),
      event('k3', 'restored', 3, true),
    ]);
    await journal([event('k4', 'failed', 4, false), event('k5', 'taken', 5, false), event('k6', 'left', 6, false)]);
    await house.settle();
    await house.sweep();
    expect(told(world, 'role.').map(({ type, data }) => [type, data['seq'], data['given']])).toEqual([
      ['role.given', 1, false],
      ['role.drifted', 2, false],
      ['role.given', 3, false],
      ['role.failed', 4, false],
      ['role.taken', 5, false],
    ]);
    expect(told(world, 'role.')[0]?.data).toMatchObject({
      subject: 'slack:T1/Umia',
      account: 'slack:T1/Umia',
      platform: 'slack',
      role: 'R1',
      accesses: ['a1'],
    });
  });
});
