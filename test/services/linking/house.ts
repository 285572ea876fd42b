import type { Message } from '../../../src/domain/message.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import type { OpenHouses } from '../../support/open-house.ts';
import { openTwoChats } from '../../support/open-house.ts';

/** Two chats that Bob, Eve and others are in, each test on a store of its own. */
export const open = openTwoChats(['bob', 'eve', 'lena', 'otto'], ['bob', 'eve', 'mod']);
export const minute = 60_000;

export const textOf = (message: Message): string => JSON.stringify(message);
export const codeIn = (message: Message): string => /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(message.summary)?.[0] ?? 'no code';
export const linkIn = (message: Message): string =>
  String(message.buttons?.find(({ command }) => command === 'link-confirm')?.args['link']);
export const answersTo = (chat: FakeChat, user: string) =>
  chat.answers.filter(({ to }) => to === user).map(({ message }) => message);
export const directTo = (chat: FakeChat, user: string) =>
  chat.posts.filter(({ channel }) => channel === `D-${user}`).map(({ message }) => message.summary);

/** Bob of the first chat names his account in the other, and gives the code. */
export async function start({ house }: OpenHouses, named = '1bob'): Promise<string> {
  return codeIn((await house.call('Ubob', 'link', { account: named })).message);
}

/** The code entered from the other chat; gives the id of the link. */
export async function entered(houses: OpenHouses): Promise<string> {
  const code = await start(houses);
  const outcome = await houses.house.call('1bob', 'link', { code }, undefined, houses.other);
  return linkIn(outcome.message);
}

export async function linked(houses: OpenHouses): Promise<void> {
  const link = await entered(houses);
  await houses.house.say('1bob', 'link-confirm', { link }, undefined, houses.other);
  await houses.house.say('Ubob', 'link-confirm', { link });
}

/** What the named account reads when it enters the code: only there it is looked at whether the two can be linked. */
export async function tried({ house, other }: OpenHouses, starter: string, named: string): Promise<string> {
  const { message } = await house.call(starter, 'link', { account: named });
  return house.say(named, 'link', { code: codeIn(message) }, undefined, other);
}

export const journal = async ({ store }: OpenHouses, event: string) =>
  (await store.chain.search({}, 200)).filter((entry) => entry.event === event);

/** Makes the next call of a method fail as if the process had died there. */
export function breakOnce(part: object, method: string): () => void {
  const target = part as Record<string, unknown>;
  const real = target[method];
  target[method] = () => Promise.reject(new Error('killed'));
  return () => {
    target[method] = real;
  };
}
