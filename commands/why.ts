import { z } from 'zod';
import type { Block } from '../src/domain/message.ts';
import { refusals } from '../src/domain/refusals.ts';
import { readId } from '../src/services/arguments.ts';
import { auditLine } from '../src/services/audit/message.ts';
import { statusText } from '../src/services/cards/message.ts';
import type { StoredAccess } from '../src/ports/access.ts';
import type { Command, CommandDeps } from './command.ts';
import { accessId, onlyForm } from './forms.ts';
import { asRequester, no, yes } from './command.ts';
import { maySee } from './visibility.ts';
import { en } from '../src/words/en/index.ts';

const args = z.object({ id: z.string().optional() });

/** The roles of chats that come with an access, and what hinders them. */
async function rolesOf(stored: StoredAccess, { accessRoles }: CommandDeps): Promise<readonly Block[]> {
  const { lines, warnings } = await accessRoles.of(stored);
  const list: Block[] = lines.length > 0 ? [{ kind: 'list', items: lines }] : [];
  return [...list, ...warnings.map((sentence): Block => ({ kind: 'text', text: [`⚠️ ${sentence}`] }))];
}

/** Every step and every reason of one access. */
export const why: Command = {
  description: {
    name: 'why',
    summary: 'Every step and every reason of one access',
    forms: onlyForm('Every step and every reason of one access', 'why ID', [accessId]),
    examples: ['why 3f7k2m9qx4tb'],
    mode: 'query',
  },
  async run(call, deps) {
    const id = readId(args.parse(call.args).id);
    if (!id.ok) return no(id.sentence);
    return asRequester(call, deps, async (actor) => {
      const stored = await deps.store.accesses.byId(id.value);
      // The same whether it exists or isn't for them.
      const unknown = en.refusal(refusals.unknownAccess(id.value).args);
      if (!stored) return no(unknown);
      const { access } = stored;
      const own = access.person.id === actor.person.id || access.asks.some((ask) => ask.by.id === actor.person.id);
      if (!own && (actor.ownName !== undefined || !(await maySee(actor, access.entitlement, deps)))) return no(unknown);
      const steps = access.events.flatMap((event): Block[] => [
        { kind: 'text', text: auditLine({ ...event, access: access.id }) },
        ...event.because.map((reason): Block => ({ kind: 'note', text: [`${reason.rule}: ${reason.sentence}`] })),
        ...(event.text ? [{ kind: 'quote' as const, label: 'Reason', value: event.text.value }] : []),
      ]);
      return yes({
        summary: `${access.person.label}: ${en.entitlement(access.entitlement)}, ${access.state}`,
        title: `Access ${access.id}`,
        tone: 'plain',
        blocks: [
          {
            kind: 'facts',
            rows: [
              { label: 'Who', value: [{ person: access.person }] },
              { label: 'What', value: [en.entitlement(access.entitlement)] },
              { label: 'Status', value: statusText(access) },
            ],
          },
          ...(await rolesOf(stored, deps)),
          { kind: 'divider' },
          ...steps,
        ],
      });
    });
  },
};
