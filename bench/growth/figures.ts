import type { Chat } from '../../src/ports/chat.ts';
import type { Counter } from '../pipeline/counting.ts';
import { sum } from '../pipeline/counting.ts';
import { percentile } from '../pipeline/in-flight.ts';
import type { Line } from '../pipeline/line.ts';

/** How long something took, in ms, and how many commands and documents of MongoDB it took, the most of all times. */
export interface Figures {
  readonly what: string;
  readonly p50: number;
  readonly p99: number;
  readonly commands: number;
  readonly documents: number;
}

export async function measured(
  what: string,
  times: number,
  counter: Counter,
  work: (at: number) => Promise<unknown>,
): Promise<Figures> {
  // What is read for the first time is remembered.
  await work(0);
  const each: number[] = [];
  let [commands, documents] = [0, 0];
  for (let at = 1; at <= times; at++) {
    counter.take();
    const from = performance.now();
    await work(at);
    each.push(performance.now() - from);
    const sent = counter.take();
    commands = Math.max(commands, sum(sent.mongodb));
    documents = Math.max(documents, sent.documents);
  }
  return { what, p50: percentile(each, 0.5), p99: percentile(each, 0.99), commands, documents };
}

/** What people ask: Ada, who decides, and somebody who has been there from the beginning. */
export function questions(names: readonly string[]) {
  const about = (at: number) => ({ kind: 'email', email: `${names[at % names.length] ?? ''}@acme.test` });
  const one = (at: number) => `U${names[at % names.length] ?? ''}`;
  return [
    ['who ROLE', () => 'Uada', 'who', () => ({ kind: 'role', role: 'Help desk', instance: 'mdm-eu' })],
    ['who PERSON', () => 'Uada', 'who', (at) => ({ who: about(at) })],
    ['mine', one, 'mine', () => ({})],
    ['pending', () => 'Uada', 'pending', () => ({})],
    ['audit', () => 'Uada', 'audit', () => ({ entitlement: 'role Help desk on mdm-eu' })],
    ['audit about', one, 'audit', () => ({})],
  ] satisfies readonly (readonly [string, (at: number) => string, string, (at: number) => object])[];
}

/** Asks; fails where the answer is a refusal, since that would be quick. */
export async function ask(line: Line, chat: Chat, user: string, command: string, args: object): Promise<void> {
  const { ok, message } = await line.say(chat, 'T1', user, command, { ...args });
  if (!ok) throw new Error(`${command}: ${message.summary}`);
}
