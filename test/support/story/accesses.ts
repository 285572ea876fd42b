import type { Access } from '../../../src/domain/access.ts';
import { entitlementKey } from '../../../src/domain/entitlement.ts';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import type { World } from './world.ts';

const hour = 3_600_000;
const consoleOf = (product: string) => ({ kind: 'console', product });
const roleOf = (role: string, instance = 'mdm-eu') => ({ kind: 'role', role, instance });
const itemOf = (right: string, item = 'pc-12') => ({ kind: 'item', right, item, instance: 'mdm-eu' });
const ordinary = ['bob', 'eve', 'mia', 'noor', 'paul', 'rosa', 'sven', 'umar', 'will', 'xena', 'yuri', 'zoe', 'fay'];
const wishes = [
  consoleOf('acme-prod'),
  consoleOf('acme-test'),
  roleOf('Help desk'),
  roleOf('Operator'),
  roleOf('Reader'),
  roleOf('Berlin crew'),
  itemOf('write'),
  itemOf('read'),
  itemOf('recovery-key'),
  roleOf('Reader', 'mdm-us'),
];

const email = (name: string) => ({ kind: 'email', email: `${name}@acme.test` });

/** Newest first. */
export async function accessesOf({ store }: World, name: string): Promise<readonly Access[]> {
  const person = await store.people.byEmail(`${name}@acme.test`);
  return person === null ? [] : store.accesses.allOf(person.id, 100);
}

export async function latest(world: World, name: string): Promise<Access> {
  const [access] = await accessesOf(world, name);
  if (!access) throw new Error(`${name} has no access`);
  return access;
}

const approverOf = (access: Access): string =>
  access.entitlement.kind === 'console' || access.entitlement.instance === 'mdm-eu' ? 'Uada' : 'Ugrace';

/** One round of ordinary days: everybody asks for something, and each ask ends in another way. */
export async function round(world: World, number: number): Promise<void> {
  for (const [index, name] of ordinary.entries()) {
    const wish = wishes[(number * 3 + index) % wishes.length];
    await world.say(`U${name}`, 'request', {
      ...wish,
      duration: ['30m', '4h', '2d', '20d'][(number + index) % 4],
      ...(index % 3 > 0 && { reason: `Round ${number}: ${name} needs this for ticket ${number * 100 + index} “✓”` }),
    });
    const access = await latest(world, name);
    if (access.state !== 'requested') continue;
    await ends[(number * 5 + index) % ends.length]?.(world, access, `U${name}`);
    if (index % 4 === 0) await world.later(10 * 60_000);
  }
  await world.later(6 * hour);
}

type End = (world: World, access: Access, user: string) => Promise<unknown>;

const approve: End = (world, access) =>
  world.say(approverOf(access), 'approve', { id: access.id, reason: `Fine, ${access.person.label}, for this once` });

/** What becomes of an ask. */
const ends: readonly End[] = [
  approve,
  approve,
  (world, access) => world.say(approverOf(access), 'deny', { id: access.id, reason: 'Not without a ticket' }),
  (world, access, user) => world.say(user, 'cancel', { id: access.id, reason: 'No longer needed' }),
  () => Promise.resolve(),
  async (world, access, user) => {
    await approve(world, access, user);
    await world.say(user, 'give-back', { id: access.id, reason: 'Done early' });
  },
  async (world, access, user) => {
    await approve(world, access, user);
    await world.later(hour);
    await world.say(approverOf(access), 'revoke-confirmed', {
      entitlement: entitlementKey(access.entitlement),
      people: [access.person.id],
      reason: 'The project is over',
    });
  },
  async (world, access, user) => {
    await world.say(user, 'approve', { id: access.id, reason: 'Let me in' });
    await world.say('Uwill', 'approve', { id: access.id });
    await approve(world, access, user);
    await world.say(approverOf(access), 'approve', { id: access.id });
  },
];

/** Direct grants: to several at once, to somebody who is not known yet, of limits, and with more people needed. */
export async function grants(world: World): Promise<void> {
  const who = (...people: string[]) => ({ who: people.map(email) });
  await world.say('Uada', 'grant', { ...consoleOf('acme-prod'), ...who('ivan', 'jana', 'newcomer'), duration: '3d' });
  await world.say('Ugrace', 'grant', {
    ...roleOf('Deny user listing'),
    ...who('yuri'),
    reason: 'Asked to by the team',
  });
  await world.say('Ugrace', 'grant', { ...itemOf('no-read'), ...who('xena'), duration: '5d' });
  await world.say('Uxena', 'give-back', { id: (await latest(world, 'xena')).id });
  await world.say('Uada', 'grant', { ...roleOf('Editor'), ...who('fay', 'kim'), duration: '2h', reason: 'Month end' });
  await world.say('Ugrace', 'approve', { id: (await latest(world, 'fay')).id, reason: 'Second pair of eyes' });
  await world.say('Ubob', 'grant', { ...consoleOf('acme-prod'), ...who('eve') });
  await world.say('Uada', 'grant', { ...consoleOf('acme-test'), ...who('ada') });
}

/** Two stages, and an approval that is void when the access starts (A3). */
export async function stages(world: World): Promise<void> {
  await world.say('Ujana', 'request', { ...roleOf('Administrator'), reason: 'Rollout of the new server' });
  const staged = await latest(world, 'jana');
  await world.say('Uada', 'approve', { id: staged.id, reason: 'First of two' });
  await world.say('Uada', 'approve', { id: staged.id });
  await world.say('Ugrace', 'approve', { id: staged.id, reason: 'Second of two' });
  await world.say('Ujana', 'grant', { ...roleOf('Help desk'), who: [email('vera')], duration: '20d' });
  await world.say('Uivan', 'request', { ...roleOf('Editor'), reason: 'Corrections' });
  const voided = (await accessesOf(world, 'ivan')).find((one) => one.state === 'requested');
  if (!voided) throw new Error('nothing waits for a void approval');
  await world.say('Ujana', 'approve', { id: voided.id });
  await world.say('Ugrace', 'revoke-confirmed', {
    entitlement: 'role:mdm-eu/Administrator',
    people: [staged.person.id],
  });
  await world.say('Ugrace', 'approve', { id: voided.id, reason: 'Together with Jana' });
  await world.say('Uada', 'approve', { id: voided.id, reason: 'In the place of the void one' });
}

/** At the end: two accesses wait, one of them half approved, and one is approved but cannot start: a chat is away. */
export async function loose(world: World): Promise<void> {
  await world.say('Uhugo', 'request', { ...consoleOf('acme-prod'), duration: '2d', reason: 'Waits when this ends' });
  await world.say('Ulena', 'request', { ...roleOf('Editor'), reason: 'Waits for the second of two' });
  await world.say('Uada', 'approve', { id: (await latest(world, 'lena')).id, reason: 'The first of two' });
  await world.say('Ukarl', 'request', { ...consoleOf('acme-prod'), duration: '2d', reason: 'Starts later' });
  const access = await latest(world, 'karl');
  const { chat } = world.slack;
  const profile = chat.profile.bind(chat);
  chat.profile = async (account, options) => {
    if ((await latest(world, 'karl')).state === 'approved') throw new ChatUnavailable('the chat is away', null);
    return profile(account, options);
  };
  await world.say('Uada', 'approve', { id: access.id });
  chat.profile = profile;
}
