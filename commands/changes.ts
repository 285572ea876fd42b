import { z } from 'zod';
import { readId } from '../src/services/arguments.ts';
import { namesIn } from '../src/services/names.ts';
import type { Command } from './command.ts';
import { asRequester, buttonOnly, no, yes } from './command.ts';
import { seenAccess } from './seen-access.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ id: z.string().max(200) });

/** The button `and 44 more` of a card: every right that comes or goes with an access, for whoever may see it. */
export const changes: Command = {
  description: { ...buttonOnly('changes', () => words.help.changes), mode: 'query' },
  async run(call, deps) {
    const read = args.safeParse(call.args);
    const id = read.success ? readId(read.data.id) : null;
    if (id === null) return no(words.commands.oldButton('pending'));
    if (!id.ok) return no(id.sentence);
    return asRequester(call, deps, async (actor) => {
      const found = await seenAccess(id.value, actor, deps);
      if (!found.ok) return no(found.sentence);
      const { access } = found.stored;
      const { all } = await deps.changes(access);
      const what = words.entitlement(access.entitlement, namesIn(deps.directory));
      return yes({
        summary: words.card.changesOf(what, access.person.label),
        title: words.card.changesTitle,
        tone: 'plain',
        blocks: [
          { kind: 'text', text: [{ strong: what }, ': ', { person: access.person }] },
          { kind: 'list', items: all },
        ],
      });
    });
  },
};
