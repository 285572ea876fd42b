import { z } from 'zod';
import { isOpen, startAsk } from '../src/domain/access.ts';
import type { Block } from '../src/domain/message.ts';
import { readId } from '../src/services/arguments.ts';
import { auditLine } from '../src/services/audit/message.ts';
import { retoldReasons } from '../src/services/audit/retold.ts';
import { linksOf, statusText } from '../src/services/cards/message.ts';
import { ticketText } from '../src/services/cards/tickets.ts';
import type { StoredAccess } from '../src/ports/access.ts';
import type { Command, CommandDeps } from './command.ts';
import { accessId, onlyForm } from './forms.ts';
import { asRequester, no, yes } from './command.ts';
import { seenAccess } from './seen-access.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ id: z.string().optional() });

/** The roles of chats that come with an access, and what hinders them. */
async function rolesOf(stored: StoredAccess, { accessRoles }: CommandDeps): Promise<readonly Block[]> {
  const { lines, warnings } = await accessRoles.of(stored);
  const list: Block[] = lines.length > 0 ? [{ kind: 'list', items: lines }] : [];
  return [...list, ...warnings.map((sentence): Block => ({ kind: 'text', text: [words.cards.warning(sentence)] }))];
}

/** Every step and every reason of one access. */
export const why: Command = {
  description: {
    name: 'why',
    summary: () => words.help.why,
    forms: onlyForm(() => words.help.why, 'why ID', [accessId]),
    examples: ['why 3f7k2m9qx4tb'],
    mode: 'query',
  },
  async run(call, deps) {
    const id = readId(args.parse(call.args).id);
    if (!id.ok) return no(id.sentence);
    return asRequester(call, deps, async (actor) => {
      const found = await seenAccess(id.value, actor, deps);
      if (!found.ok) return no(found.sentence);
      const { stored } = found;
      const { access } = stored;
      const asked = startAsk(access)?.asked;
      const tickets = await deps.ticketsOf(access.id);
      const steps = access.events.flatMap((event): Block[] => [
        { kind: 'text', text: auditLine({ ...event, access: access.id }) },
        ...retoldReasons(event.because).map((reason): Block => ({
          kind: 'note',
          text: [words.audit.reason(reason.rule, reason.sentence)],
        })),
        ...(event.text ? [{ kind: 'quote' as const, value: event.text.value }] : []),
      ]);
      return yes({
        summary: words.lists.accessSummary(access.person.label, access.entitlement, access.state),
        title: words.lists.accessTitle(access.id),
        tone: 'plain',
        blocks: [
          {
            kind: 'facts',
            rows: [
              { label: words.cards.who, value: [{ person: access.person }] },
              { label: words.cards.what, value: [words.entitlement(access.entitlement)] },
              ...(asked === undefined ? [] : [{ label: words.cards.neededFor, value: [asked.action] }]),
              { label: words.cards.status, value: statusText(access) },
            ],
          },
          ...(isOpen(access) ? tickets : []).map((one): Block => ({ kind: 'text', text: ticketText(one) })),
          ...(await rolesOf(stored, deps)),
          { kind: 'divider' },
          ...steps,
        ],
        ...linksOf(startAsk(access), tickets),
      });
    });
  },
};
