import { z } from 'zod';
import { entitlementWords, readEntitlement, readPeople, whoSchema } from '../src/services/arguments.ts';
import { withKind } from '../src/services/name-first.ts';
import type { Command } from './command.ts';
import { duration, entitlementForms, people, reason } from './forms.ts';
import { readLength, wantedLength } from './length.ts';
import { no, noField, noInside, notUnderstood } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = entitlementWords.extend({
  duration: z.string().optional(),
  extra: z.string().optional(),
  who: z.array(whoSchema).optional(),
});

/** Grants to one or more people: a job each, each with its own outcome (C6). */
export const grant: Command = {
  description: {
    name: 'grant',
    summary: () => words.help.grant,
    forms: entitlementForms('grant', {
      options: [people, duration, reason],
      usage: 'to WHO… [for DURATION] [because REASON]',
      limits: true,
    }),
    examples: ['grant console acme-prod to @bob mia@acme.test for 2d because month end'],
    mode: 'job',
  },
  async run(call, deps) {
    const read = args.safeParse(call.args);
    if (!read.success) return notUnderstood('grant');
    const typed = withKind(read.data, deps.directory);
    const entitlement = readEntitlement(typed, deps.directory);
    if (!entitlement.ok) return noInside(call, deps, entitlement);
    if (typed.extra) return notUnderstood('grant', typed.extra);
    const people = readPeople(typed.who, 'to');
    if (!people.ok) return no(people.sentence);
    const length = await readLength(typed.duration, call, deps);
    if (!length.ok) return noField('duration', length.sentence);
    const actions = people.value.map(
      (who) => ({ name: 'grant', entitlement: entitlement.value, who, ...wantedLength(length.value) }) as const,
    );
    return enqueue(call, deps, actions, words.commands.granting(entitlement.value, actions.length));
  },
};
