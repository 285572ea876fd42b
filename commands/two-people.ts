import { z } from 'zod';
import { accountKey } from '../src/domain/identity.ts';
import type { PersonId } from '../src/domain/identity.ts';
import type { Block } from '../src/domain/message.ts';
import { countAsOne } from '../src/domain/one-human.ts';
import type { Person } from '../src/ports/people.ts';
import { personRef } from '../src/services/identity/identify.ts';
import type { Command, CommandDeps } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ one: z.string().min(1).max(64), other: z.string().min(1).max(64) });

/** What the button beside two persons who count as one does (A7). */
export const twoPeople: Command = {
  description: buttonOnly('two-people', () => words.people.twoPeople.recording),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return no(words.commands.oldButton('people'));
    return enqueue(call, deps, [{ name: 'two-people', ...typed.data }], words.people.twoPeople.recording);
  },
};

/** A row for each pair of persons who count as one with any of these by an account or an address, with why, and a button. */
export async function humanRows(
  ids: readonly PersonId[],
  { store, humans, clock }: Pick<CommandDeps, 'store' | 'humans' | 'clock'>,
): Promise<readonly Block[]> {
  const people = await store.people.everShared(ids);
  const facts = await humans.of(
    people.map(({ id }) => id),
    null,
  );
  const isSame = { ...facts, shared: [], typed: [] };
  return people.flatMap((one, index) =>
    people.slice(index + 1).flatMap((other): Block[] => {
      const now = clock.now();
      if (!countAsOne(facts, one.id, other.id, now) || countAsOne(isSame, one.id, other.id, now)) return [];
      return [rowOf(one, other)];
    }),
  );
}

function rowOf(one: Person, other: Person): Block {
  const [a, b] = [personRef(one), personRef(other)];
  const theirs = new Set(other.bindings.map(({ account }) => accountKey(account)));
  const both = one.bindings.find(({ account }) => theirs.has(accountKey(account)));
  const texts = words.people.twoPeople;
  const why = both === undefined ? texts.byOthers : texts.sameAccount(both.name);
  return {
    kind: 'row',
    text: texts.countAsOne(a, b, why),
    buttons: [
      {
        label: texts.button,
        style: 'plain',
        command: 'two-people',
        args: { one: one.id, other: other.id },
        confirm: texts.confirm(a.label, b.label),
      },
    ],
  };
}
