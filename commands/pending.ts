import { z } from 'zod';
import type { Call, Outcome } from '../src/domain/call.ts';
import type { Access } from '../src/domain/access.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { createRows } from '../src/services/cards/rows.ts';
import { namesIn } from '../src/services/names.ts';
import type { Command, CommandDeps } from './command.ts';
import { asRequester, yes } from './command.ts';
import { onlyForm } from './forms.ts';
import { pageArg, pageOf } from './pages.ts';
import { words } from '../src/words/index.ts';

/** Rows on one page, of what is to be decided and of one's own: with their buttons at most 24, of which Discord shows 25. */
const perPage = 8;
const args = z.object({ page: pageArg });

/** What waits for me, and mine that waits. */
export const pending: Command = {
  description: {
    name: 'pending',
    summary: () => words.help.pending,
    forms: onlyForm(() => words.help.pending, 'pending'),
    examples: ['pending'],
    mode: 'query',
  },
  async run(call, deps) {
    const { page = 1 } = args.safeParse(call.args).data ?? {};
    return asRequester(call, deps, async (actor) => {
      const { forThem, own, isCut } = await deps.overview.waiting(actor);
      if (forThem.length + own.length === 0) return yes(say(words.lists.nothingPending, 'good'));
      const rows = createRows(namesIn(deps.directory));
      const [decide, mine] = [pageOf(forThem, page, perPage), pageOf(own, page, perPage)];
      const blocks = [
        ...section(words.lists.section(words.lists.needsYou, forThem.length, isCut), decide.rows.map(rows.toDecide)),
        ...section(words.lists.section(words.lists.yours, own.length, isCut), mine.rows.map(rows.ownRequest)),
      ];
      if (blocks.length === 0) return yes(say(words.lists.noMore));
      return yes({
        summary: words.lists.pendingSummary(forThem.length, own.length),
        title: words.lists.page(words.lists.pending, page),
        tone: 'waiting',
        blocks,
        buttons: [...decide.next('pending'), ...mine.next('pending')].slice(0, 1),
      });
    });
  },
};

/**
 * What `approve`, `deny` and `cancel` answer where no ID was typed: the requests that it could be about, with their buttons.
 * Nothing is decided.
 */
export function listToDecide(call: Call, deps: CommandDeps, command: 'approve' | 'deny' | 'cancel'): Promise<Outcome> {
  return asRequester(call, deps, async (actor) => {
    const { forThem, own } = await deps.overview.waiting(actor);
    const isCancel = command === 'cancel';
    const all: readonly Access[] = isCancel ? own : forThem;
    if (all.length === 0) return yes(say(isCancel ? words.lists.nothingToCancel : words.lists.nothingToDecide, 'good'));
    const { ownRequest, toDecide } = createRows(namesIn(deps.directory));
    const rows = all.slice(0, perPage).map(isCancel ? ownRequest : toDecide);
    const hidden = all.length - rows.length;
    return yes({
      summary: words.lists.whichOne(command),
      title: words.lists.section(isCancel ? words.lists.yours : words.lists.needsYou, all.length),
      tone: 'waiting',
      blocks: [
        { kind: 'text', text: [words.lists.whichOne(command)] },
        ...rows,
        ...(hidden > 0 ? [{ kind: 'note', text: words.lists.moreWith(hidden, '/access pending') } as const] : []),
      ],
    });
  });
}

function section(heading: string, rows: readonly Block[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'text', text: [{ strong: heading }] }, ...rows];
}
