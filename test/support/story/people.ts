import type { Message } from '../../../src/domain/message.ts';
import { names } from './organisation.ts';
import type { World } from './world.ts';

const codeIn = (message: Message): string => /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(message.summary)?.[0] ?? 'no code';
const linkIn = (message: Message): string =>
  String(message.buttons?.find(({ command }) => command === 'link-confirm')?.args['link']);

/** Everybody is met, and the declared account as well. */
export async function meet(world: World): Promise<void> {
  for (const name of names) await world.say(`U${name}`, 'mine');
  await world.say('1mod', 'mine');
  await world.say('1guest', 'mine');
}

async function enter(world: World, name: string): Promise<string> {
  const code = codeIn((await world.call(`U${name}`, 'link', { account: `1${name}` })).message);
  return linkIn((await world.call(`1${name}`, 'link', { code })).message);
}

async function linkByCode(world: World, name: string): Promise<void> {
  const link = await enter(world, name);
  await world.say(`1${name}`, 'link-confirm', { link });
  await world.say(`U${name}`, 'link-confirm', { link });
}

async function signIn(world: World, name: string, email = `${name}@acme.test`): Promise<void> {
  const { message } = await world.call(`1${name}`, 'link');
  const state = /state=([0-9a-f]{32})$/.exec(message.links?.[0]?.url ?? '')?.[1] ?? 'no state';
  await world.house.services.proved({ state, account: world.discord.account(`1${name}`), email, verified: true });
  await world.house.settle();
}

async function unlink(world: World, user: string): Promise<void> {
  const { message } = await world.call(user, 'unlink');
  await world.say(user, 'unlink-confirmed', message.buttons?.[0]?.args ?? {});
}

/** Accounts of two chats become one person: by code and by signing in, refused, tried with wrong codes, taken back. */
export async function links(world: World): Promise<void> {
  for (const name of ['bob', 'eve', 'mia']) await linkByCode(world, name);
  for (const name of ['noor', 'paul']) await signIn(world, name);
  const refused = await enter(world, 'rosa');
  await world.say('1rosa', 'link-refuse', { link: refused });
  await linkByCode(world, 'rosa');
  await world.call('Usven', 'link', { account: '1sven' });
  for (let tries = 0; tries < 6; tries++) await world.say('1sven', 'link', { code: 'ZZZZ-ZZZZ' });
  await unlink(world, '1eve');
  await unlink(world, 'Upaul');
  await world.later(3_600_000);
  await signIn(world, 'paul');
  await signIn(world, 'guest', 'guest@acme.test');
}

async function settle(world: World, command: 'confirm-person' | 'refuse-person', user: string): Promise<void> {
  const waiting = (await world.store.people.waiting()).find(({ account }) => account.user === user);
  await world.say('Ulena', command, { waiting: waiting?.id ?? 'none' });
}

/** Changed and taken e-mails: confirmed, refused, changed back, and two that still wait at the end. */
export async function emails(world: World): Promise<void> {
  const changed = async (user: string, email: string): Promise<void> => {
    const member = world.slack.byUser.get(user);
    if (!member) throw new Error(`${user} is nobody`);
    member.email = email;
    await world.say(user, 'mine');
  };
  await changed('Ubob', 'robert@acme.test');
  await settle(world, 'confirm-person', 'Ubob');
  await changed('Uhugo', 'boss@acme.test');
  await settle(world, 'refuse-person', 'Uhugo');
  await changed('Uhugo', 'hugo@acme.test');
  await changed('Uvera', 'vera.li@acme.test');
  await changed('Uvera', 'vera@acme.test');
  await world.say('Unewzoe', 'mine');
  await settle(world, 'confirm-person', 'Unewzoe');
  await world.say('Unewada', 'mine');
  await changed('Usven', 'sven.b@acme.test');
}

/** People leave, are deactivated, and come back. */
export async function comings(world: World): Promise<void> {
  for (const [user, why] of [
    ['Uxena', 'deactivated'],
    ['Umia', 'not-found'],
  ] as const) {
    const member = world.slack.byUser.get(user);
    if (!member) continue;
    member.outside = why;
    await world.say(user, 'mine');
    await world.later(3_600_000);
    delete member.outside;
    await world.say(user, 'mine');
  }
  const gone = world.slack.byUser.get('Uwill');
  if (gone) gone.outside = 'deactivated';
  await world.say('Uwill', 'mine');
}
