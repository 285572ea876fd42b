import type { Typed } from '../../data/typed.ts';
import type { Guide } from '../../guide.ts';
import { api } from '../../slack/api.ts';
import type { Message } from '../../slack/types.ts';

export interface Step {
  title: string;
  text: string;
  /** The button's words, and what it does. */
  help: string;
  act: (guide: Guide, typed: readonly Typed[]) => void;
  /**
   * Whether it has happened, in whatever order; absent where one only looks, and goes on by Next.
   * @param since the time stamp at which the tour began @param typed what was typed since
   */
  isDone?: (since: number, typed: readonly Typed[]) => Promise<boolean>;
}

/** How one calls somebody. */
export const first = (name: string): string => name.split(' ')[0] ?? name;

/** What the app said to a person in direct messages since then. */
export async function said(email: string, since: number): Promise<Message[]> {
  const { messages } = await api.messages(email, 'app');
  return messages.filter((one) => Number(one.edited ?? one.ts) > since || Number(one.ts) > since);
}

/** Whether the app told a person something since then. */
export const isTold = async (email: string, since: number, words: RegExp): Promise<boolean> =>
  (await said(email, since)).some((one) => words.test(wordsOf(one)));

/** Messages with an Approve button that a person can see. */
export async function cards(email: string, since: number): Promise<Message[]> {
  const channels = await api.channels(email);
  const all = await Promise.all(channels.map(async (one) => (await api.messages(email, one.id)).messages));
  return all.flat().filter((one) => Number(one.ts) > since && hasApprove(one));
}

export async function whereCardIs(email: string): Promise<string | undefined> {
  return (await cards(email, 0)).at(-1)?.channel;
}

const hasApprove = (message: Message): boolean =>
  (message.blocks ?? []).some((block) => (block.elements ?? []).some((one) => /approve/i.test(one.text?.text ?? '')));

export function wordsOf(message: Message): string {
  return `${message.text} ${JSON.stringify(message.blocks ?? [])}`;
}
