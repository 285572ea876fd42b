import { z } from 'zod';
import { isLimit } from '../src/domain/entitlement.ts';
import { refusals } from '../src/domain/refusals.ts';
import { entitlementWords, nearWord, readEntitlement, whoSchema } from '../src/services/arguments.ts';
import { withKind } from '../src/services/name-first.ts';
import { findPermission, permissionLabels } from '../src/services/policy-questions.ts';
import type { Command } from './command.ts';
import { duration, entitlementForms, need, reason } from './forms.ts';
import { readLength, wantedLength } from './length.ts';
import { no, noField, noInside, notUnderstood } from './command.ts';
import { enqueue } from './jobs.ts';
import { rank } from './rank.ts';
import { words } from '../src/words/index.ts';

const args = entitlementWords.extend({
  duration: z.string().optional(),
  extra: z.string().optional(),
  permission: z.string().optional(),
  who: z.array(whoSchema).optional(),
});

/** The permission that was meant; null: none, or it isn't clear which, and the request is made without it. */
function readNeed(typed: string | undefined): string | null {
  const text = (typed ?? '').trim().slice(0, 200);
  const exact = findPermission(text);
  if (exact !== null || text === '') return exact?.label ?? null;
  const [only, ...more] = rank(
    permissionLabels.map((label) => ({ name: label, value: label })),
    text,
    2,
  );
  return only !== undefined && more.length === 0 ? only.value : nearWord(text, permissionLabels);
}

/** Asks for access for oneself. */
export const request: Command = {
  description: {
    name: 'request',
    summary: () => words.help.request,
    forms: entitlementForms('request', {
      options: [duration, reason],
      roleOptions: [need],
      usage: '[for DURATION] [because REASON]',
      limits: false,
    }),
    examples: [
      'request console acme-prod for 4h because the invoices of May are wrong',
      'request role Help desk on mdm-eu',
    ],
    mode: 'job',
  },
  async run(call, deps) {
    const read = args.safeParse(call.args);
    if (!read.success) return notUnderstood('request');
    const typed = withKind(read.data, deps.directory);
    if (typed.who?.length) return no(words.commands.onlyForYourself);
    const entitlement = readEntitlement(typed, deps.directory);
    if (!entitlement.ok) return noInside(call, deps, entitlement);
    if (typed.extra) return notUnderstood('request', typed.extra);
    if (isLimit(entitlement.value)) return no(words.refusal(refusals.limitRequested().args));
    const length = await readLength(typed.duration, call, deps);
    if (!length.ok) return noField('duration', length.sentence);
    const permission = entitlement.value.kind === 'role' ? readNeed(typed.permission) : null;
    const action = {
      name: 'request',
      entitlement: entitlement.value,
      ...wantedLength(length.value),
      ...(permission !== null && { permission }),
    } as const;
    return enqueue(call, deps, [action], words.commands.requesting(entitlement.value));
  },
};
