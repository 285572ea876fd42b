import { entitlementKey } from '../src/domain/entitlement.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { entitlementWords, readEntitlement, readId } from '../src/services/arguments.ts';
import { createRows } from '../src/services/cards/rows.ts';
import { withKind } from '../src/services/name-first.ts';
import { namesIn } from '../src/services/names.ts';
import type { Command } from './command.ts';
import { asRequester, buttonOnly, no, noInside, notUnderstood, yes } from './command.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = cardArgs.extend(entitlementWords.shape);
/** Accesses that are offered where none was named. */
const most = 10;

/** What the button of `/access mine` does (A4), also typed: by ID, by what is given back, or chosen from a list. */
export const giveBack: Command = {
  description: buttonOnly('give-back', () => words.notices.giveBack),
  async run(call, deps) {
    const read = args.safeParse(call.args);
    if (!read.success) return no(words.commands.oldButton('mine'));
    const typed = withKind(read.data, deps.directory);
    const give = (id: string) => enqueue(call, deps, [{ name: 'give-back', access: id }], words.commands.givingBack);
    if (typed.id !== undefined) {
      const id = readId(typed.id);
      return id.ok ? give(id.value) : no(id.sentence);
    }
    if (typed.kind === undefined) {
      return asRequester(call, deps, async (actor) => {
        const now = deps.clock.now();
        const held = (await deps.overview.held(actor)).open.filter(({ state }) => state === 'active');
        if (held.length === 0) return yes(say(words.lists.nothingOfMine));
        const row = createRows(namesIn(deps.directory)).held;
        const rows: readonly Block[] = held.slice(0, most).map((access) => row(access, now));
        return yes({
          summary: words.lists.mineSummary(held.length),
          title: words.lists.mine,
          tone: 'plain',
          blocks: rows,
        });
      });
    }
    const entitlement = readEntitlement(typed, deps.directory);
    if (!entitlement.ok) return noInside(call, deps, entitlement);
    if (typed.extra) return notUnderstood('mine', typed.extra);
    return asRequester(call, deps, async (actor) => {
      const key = entitlementKey(entitlement.value);
      const { open } = await deps.overview.held(actor);
      const own = open.find((access) => access.state === 'active' && entitlementKey(access.entitlement) === key);
      return own ? give(own.id) : no(words.lists.notHeld(entitlement.value));
    });
  },
};
