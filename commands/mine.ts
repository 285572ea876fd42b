import { isInForce, isOpen } from '../src/domain/access.ts';
import { isLimit } from '../src/domain/entitlement.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { giveBackButton } from '../src/services/notify/messages.ts';
import type { Access } from '../src/domain/access.ts';
import type { Command, CommandDeps } from './command.ts';
import { onlyForm } from './forms.ts';
import { asRequester, yes } from './command.ts';
import { standing } from './visibility.ts';
import { en } from '../src/words/en/index.ts';

/** The roles of chats that come with an access, in small print. */
async function rolesOf(access: Access, { store, accessRoles }: CommandDeps): Promise<readonly Block[]> {
  if ((await accessRoles.named(access)).length === 0) return [];
  const stored = await store.accesses.byId(access.id);
  const { lines } = stored ? await accessRoles.of(stored) : { lines: [] };
  return lines.map((text) => ({ kind: 'note', text }));
}

/** What I have and until when, with a button that gives it back; also what comes from a product itself (C2). */
export const mine: Command = {
  description: {
    name: 'mine',
    summary: en.help.mine,
    forms: onlyForm(en.help.mine, 'mine'),
    examples: ['mine'],
    mode: 'query',
  },
  async run(call, deps) {
    return asRequester(call, deps, async (actor) => {
      const now = deps.clock.now();
      const open = (await deps.store.accesses.openOf(actor.person.id)).filter(
        (access) => isOpen(access) && (access.state !== 'active' || isInForce(access, now)),
      );
      const blocks: Block[] = (
        await Promise.all(
          open.map(async (access): Promise<readonly Block[]> => {
            const row: Block = {
              kind: 'row',
              text: en.lists.access(access.entitlement, standing(access, now), access.id),
              buttons: access.state === 'active' && !isLimit(access.entitlement) ? [giveBackButton(access)] : [],
            };
            return [row, ...(await rolesOf(access, deps))];
          }),
        )
      ).flat();
      const implicit = deps.directory.catalogue.products.filter(({ id }) =>
        deps.directory.isAdministratorOf(id, actor.emails),
      );
      for (const product of implicit) {
        blocks.push({ kind: 'text', text: en.lists.byDefault({ kind: 'console', product: product.id }) });
      }
      if (blocks.length === 0) return yes(say(en.lists.nothingOfMine));
      return yes({
        summary: en.lists.mineSummary(open.length + implicit.length),
        title: en.lists.mine,
        tone: 'plain',
        blocks,
      });
    });
  },
};
