import { z } from 'zod';
import { accountKey } from '../src/domain/identity.ts';
import { say } from '../src/domain/message.ts';
import type { Command } from './command.ts';
import { onlyForm } from './forms.ts';
import { asInsider, no, yes } from './command.ts';
import { enqueue } from './jobs.ts';

/** For Latchkey administrators: changed and taken e-mails that wait. */
export const people: Command = {
  description: {
    name: 'people',
    summary: 'Changed e-mails that wait for a Latchkey administrator',
    forms: onlyForm('Changed e-mails and links, for Latchkey administrators', 'people'),
    examples: ['people'],
    mode: 'query',
  },
  async run(call, deps) {
    return asInsider(call, deps, async (actor) => {
      if (!deps.directory.isLatchkeyAdministrator(actor.emails)) {
        return no(
          'Only Latchkey administrators can see this: they are named under latchkey.administrators in latchkey.yml.',
        );
      }
      const waiting = await deps.store.people.waiting();
      if (waiting.length === 0)
        return yes(say('Nobody waits: every e-mail that Latchkey has seen is settled.', 'good'));
      return yes({
        summary: `${waiting.length} waiting`,
        title: 'Who waits',
        tone: 'waiting',
        blocks: waiting.map((one) => ({
          kind: 'row',
          text: [
            { strong: one.name },
            ` (${accountKey(one.account)}): `,
            one.why === 'changed'
              ? `the e-mail changed from ${one.oldEmail ?? 'none'} to ${one.newEmail}`
              : `has the e-mail ${one.newEmail}, which belongs to another account`,
            ', since ',
            { time: one.since },
          ],
          buttons: [
            {
              label: 'Confirm',
              style: 'primary',
              command: 'confirm-person',
              args: { waiting: one.id },
              confirm: {
                title: 'Confirm this e-mail?',
                text: `${one.name} will act as ${one.newEmail}, with everything that this e-mail may do.`,
                yes: 'Confirm',
                no: 'Go back',
              },
            },
            { label: 'Refuse', style: 'danger', command: 'refuse-person', args: { waiting: one.id } },
          ],
        })),
      });
    });
  },
};

const args = z.object({ waiting: z.string().min(1).max(64) });

function settle(name: 'confirm-person' | 'refuse-person', heard: string): Command {
  return {
    description: { name, summary: heard, forms: [], examples: [], mode: 'job', hidden: true },
    async run(call, deps) {
      const typed = args.safeParse(call.args);
      if (!typed.success) return no('That button is not valid any more: type /access people again.');
      return enqueue(call, deps, [{ name, waiting: typed.data.waiting }], heard);
    },
  };
}

export const confirmPerson = settle(
  'confirm-person',
  'Heard: you confirm the e-mail. The outcome follows in a moment.',
);
export const refusePerson = settle('refuse-person', 'Heard: you refuse the e-mail. The outcome follows in a moment.');
