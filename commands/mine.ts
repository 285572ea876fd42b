import { z } from 'zod';
import type { Access } from '../src/domain/access.ts';
import type { Outcome } from '../src/domain/call.ts';
import type { Block, Button } from '../src/domain/message.ts';
import { opensForm, say } from '../src/domain/message.ts';
import { createRows } from '../src/services/cards/rows.ts';
import { namesIn } from '../src/services/names.ts';
import type { Command, CommandDeps } from './command.ts';
import { asRequester, yes } from './command.ts';
import { onlyForm } from './forms.ts';
import { pageArg, pageOf } from './pages.ts';
import { words } from '../src/words/index.ts';

/** Rows on one page: each may have a button, and what has ended follows with five more. */
const perPage = 15;
const args = z.object({ page: pageArg });

/** Opens the form for a request. */
export function requestAccess(): Button {
  return { label: words.lists.requestAccess, style: 'primary', command: opensForm, args: {} };
}

/** The roles of chats that come with an access, in small print. */
async function rolesOf(access: Access, { store, accessRoles }: CommandDeps): Promise<readonly Block[]> {
  if ((await accessRoles.named(access)).length === 0) return [];
  const stored = await store.accesses.byId(access.id);
  const { lines } = stored ? await accessRoles.of(stored) : { lines: [] };
  return lines.map((text) => ({ kind: 'note', text }));
}

/** What I have and until when, with a button that gives it back; what comes from a product itself (C2); what has ended. */
export const mine: Command = {
  description: {
    name: 'mine',
    summary: () => words.help.mine,
    forms: onlyForm(() => words.help.mine, 'mine'),
    examples: ['mine'],
    mode: 'query',
  },
  async run(call, deps) {
    const { page = 1 } = args.safeParse(call.args).data ?? {};
    return asRequester(call, deps, async (actor): Promise<Outcome> => {
      const [{ open, products }, ended] = await Promise.all([deps.overview.held(actor), deps.overview.ended(actor)]);
      const shown = pageOf(open, page, perPage);
      const rows = createRows(namesIn(deps.directory));
      const held = await Promise.all(
        shown.rows.map(async (access) => [rows.held(access, deps.clock.now()), ...(await rolesOf(access, deps))]),
      );
      const blocks: Block[] = held.flat();
      if (shown.isLast) {
        blocks.push(...products.map(rows.byDefault));
        if (blocks.length === 0) blocks.push({ kind: 'text', text: [words.lists.nothingOfMine] });
        if (ended.length > 0) {
          blocks.push({ kind: 'text', text: [{ strong: words.lists.endedLately }] }, ...ended.map(rows.ended));
        }
      }
      const all = open.length + products.length;
      const buttons = [...shown.next('mine'), requestAccess()];
      if (all + ended.length === 0) return yes({ ...say(words.lists.nothingOfMine), buttons });
      return yes({
        summary: all === 0 ? words.lists.nothingOfMine : words.lists.mineSummary(all),
        title: words.lists.page(words.lists.mine, page),
        tone: 'plain',
        blocks,
        buttons,
      });
    });
  },
};
