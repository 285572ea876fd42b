import { z } from 'zod';
import { isInForce } from '../src/domain/access.ts';
import type { Entitlement } from '../src/domain/entitlement.ts';
import { entitlementKey, isLimit } from '../src/domain/entitlement.ts';
import type { PersonRef, Who } from '../src/domain/identity.ts';
import type { Block, Button } from '../src/domain/message.ts';
import { countAsOne } from '../src/domain/one-human.ts';
import { refusals } from '../src/domain/refusals.ts';
import type { EntitlementWords, Read } from '../src/services/arguments.ts';
import {
  entitlementWords,
  literalEntitlement,
  readEntitlement,
  readPeople,
  readReason,
  whoSchema,
} from '../src/services/arguments.ts';
import { withKind } from '../src/services/name-first.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { namesSelf } from '../src/services/identity/names-self.ts';
import { provedEmails } from '../src/services/identity/identify.ts';
import { unreadable } from '../src/services/identity/resolve-who.ts';
import type { Command, CommandDeps } from './command.ts';
import { entitlementForms, people, reason } from './forms.ts';
import { asInsider, buttonOnly, no, noField, noInside, notUnderstood, yes } from './command.ts';
import { enqueue } from './jobs.ts';
import type { Names } from '../src/words/names.ts';
import { words } from '../src/words/index.ts';

const args = entitlementWords.extend({
  extra: z.string().optional(),
  reason: z.string().optional(),
  who: z.array(whoSchema).optional(),
});

/** Takes access away, after asking (C7): shows whom it is about, with a button that does it. */
export const revoke: Command = {
  description: {
    name: 'revoke',
    summary: () => words.help.revoke,
    forms: entitlementForms('revoke', {
      options: [people, reason],
      usage: 'from WHO… [because REASON]',
      limits: true,
    }),
    examples: ['revoke console acme-prod from @bob because the project is over'],
    mode: 'query',
  },
  async run(call, deps) {
    const read = args.safeParse(call.args);
    if (!read.success) return notUnderstood('revoke');
    const typed = withKind(read.data, deps.directory);
    const entitlement = readRevocable(typed, deps);
    if (!entitlement.ok) return noInside(call, deps, entitlement);
    if (typed.extra) return notUnderstood('revoke', typed.extra);
    const people = readPeople(typed.who, 'from');
    if (!people.ok) return no(people.sentence);
    const reason = readReason(typed.reason);
    if (!reason.ok) return noField('reason', reason.sentence);
    return asInsider(call, deps, async (actor) => {
      const found = await Promise.all(people.value.map((who) => judge(who, entitlement.value, actor, deps)));
      const revocable = found.flatMap((one) => ('person' in one ? [one.person] : []));
      const refused = found.flatMap((one) => ('sentence' in one ? [one.sentence] : []));
      const only = refused[0];
      if (revocable.length === 0 && refused.length === 1 && only !== undefined) return no(only);
      const blocks: Block[] = refused.map((sentence) => ({ kind: 'text', text: [words.revoking.refused(sentence)] }));
      if (revocable.length > 0) blocks.push(question(entitlement.value, revocable, found));
      const summary =
        revocable.length > 0
          ? words.revoking.summary(
              entitlement.value,
              revocable.map((one) => one.label),
            )
          : words.revoking.nothingLeft;
      return yes({
        summary,
        tone: revocable.length > 0 ? 'waiting' : 'bad',
        title: revocable.length > 0 ? words.revoking.question : words.revoking.nothing,
        blocks,
        buttons: revocable.length > 0 ? [confirmButton(entitlement.value, revocable, reason.value)] : [],
      });
    });
  },
};

const confirmedArgs = z.object({
  entitlement: z.string().max(400),
  people: z.array(z.string().max(64)).min(1).max(20),
});

/** What the confirmation's button does. */
export const revokeConfirmed: Command = {
  description: buttonOnly('revoke-confirmed', () => words.revoking.button(1)),
  async run(call, deps) {
    const typed = confirmedArgs.safeParse(call.args);
    const entitlement = typed.success ? readRevocable({ entitlement: typed.data.entitlement }, deps) : null;
    if (!typed.success || !entitlement?.ok) return no(words.commands.oldButton('revoke'));
    const actions = typed.data.people.map(
      (id) => ({ name: 'revoke', entitlement: entitlement.value, who: { kind: 'person', id } }) as const,
    );
    return enqueue(call, deps, actions, words.commands.revoking(entitlement.value));
  },
};

/** The button that revokes, beside each explicit person of a list (C8). `names`: what products and instances are called. */
export function revokeButton(entitlement: Entitlement, person: PersonRef, names: Names): Button {
  return {
    label: words.revoking.button(1),
    style: 'danger',
    command: 'revoke-confirmed',
    args: { entitlement: entitlementKey(entitlement), people: [person.id] },
    confirm: words.revoking.confirm(entitlement, person.label, names),
  };
}

function confirmButton(entitlement: Entitlement, people: readonly PersonRef[], reason: string | null): Button {
  return {
    label: words.revoking.button(people.length),
    style: 'danger',
    command: 'revoke-confirmed',
    args: {
      entitlement: entitlementKey(entitlement),
      people: people.map((person) => person.id),
      ...(reason === null ? {} : { reason }),
    },
  };
}

function question(entitlement: Entitlement, people: readonly PersonRef[], found: readonly Judged[]): Block {
  const remains = found.some((one) => 'remains' in one && one.remains);
  return { kind: 'text', text: words.revoking.ask(entitlement, people, remains) };
}

type Judged = { readonly person: PersonRef; readonly remains: boolean } | { readonly sentence: string };

/** Whether there is something to revoke, and whether the actor may: said before anything is asked. */
async function judge(who: Who, entitlement: Entitlement, actor: Identified, deps: CommandDeps): Promise<Judged> {
  const bad = unreadable(who);
  if (bad) return { sentence: words.refusal(bad.args) };
  const self = await deps.store.people.byId(actor.person.id);
  const own = self !== null && namesSelf(who, self);
  // Authority first: until it is established, nobody is looked up.
  const basis = self && !own ? await deps.authority.of(self, entitlement) : null;
  if (own && isLimit(entitlement)) return { sentence: words.refusal(refusals.limitOwn().args) };
  if (basis === null && !own) return { sentence: words.refusal(refusals.noAuthority(entitlement, 'revoke').args) };
  const resolved = await deps.resolveWho(who, actor, false);
  if (!resolved.ok) return { sentence: words.refusal(resolved.refusal.args) };
  const { person } = resolved;
  if (isLimit(entitlement) && (await isOne(actor.person, person, deps))) {
    return { sentence: words.refusal(refusals.limitOwn().args) };
  }
  if (
    !deps.directory.declares(entitlement) &&
    !(await deps.store.accesses.open(person.id, entitlementKey(entitlement)))
  ) {
    return { sentence: words.refusal(refusals.nothingToRevoke(entitlement, person.label).args) };
  }
  const stored = await deps.store.people.byId(person.id);
  const untouched = await deps.obstacles.untouched(person, entitlement);
  if (untouched) return { sentence: words.refusal(untouched.args) };
  const implicit =
    entitlement.kind === 'console' &&
    deps.directory.isAdministratorOf(entitlement.product, stored ? provedEmails(stored) : [person.label]);
  const access = await deps.store.accesses.open(person.id, entitlementKey(entitlement));
  // What isn't trusted (A9) is confirmed as well: the command itself then says why it isn't carried out.
  const revocable =
    access && (access.state !== 'active' || access.distrust !== undefined || isInForce(access, deps.clock.now()));
  if (revocable) return { person, remains: implicit };
  return {
    sentence: words.refusal(
      (implicit ? refusals.implicit(entitlement, person.label) : refusals.nothingToRevoke(entitlement, person.label))
        .args,
    ),
  };
}

/** Whether two persons count as one human now (A7): a limit is not theirs to end (A6). */
async function isOne(one: PersonRef, other: PersonRef, { humans, clock }: CommandDeps): Promise<boolean> {
  return countAsOne(await humans.of([one.id, other.id], null), one.id, other.id, clock.now());
}

/** What is retired can still be revoked: there its exact words are enough. */
function readRevocable(phrase: EntitlementWords, { directory }: CommandDeps): Read<Entitlement> {
  const read = readEntitlement(phrase, directory);
  const retired = read.ok ? null : literalEntitlement(phrase);
  return retired === null ? read : { ok: true, value: retired };
}
