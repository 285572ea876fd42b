import { z } from 'zod';
import type { Access } from '../src/domain/access.ts';
import { isInForce } from '../src/domain/access.ts';
import type { Outcome } from '../src/domain/call.ts';
import type { Entitlement } from '../src/domain/entitlement.ts';
import { entitlementKey, isLimit } from '../src/domain/entitlement.ts';
import type { PersonRef, Who } from '../src/domain/identity.ts';
import { normalEmail } from '../src/domain/identity.ts';
import type { Block, Text } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { ChatUnavailable } from '../src/ports/chat.ts';
import type { Person } from '../src/ports/people.ts';
import type { EntitlementWords } from '../src/services/arguments.ts';
import { entitlementWords, readEntitlement, unknown, whoSchema } from '../src/services/arguments.ts';
import { createOpenAccesses } from '../src/services/authority/open-accesses.ts';
import { withKind } from '../src/services/name-first.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { addressesOf, personRef, provedEmails } from '../src/services/identity/identify.ts';
import { nameOf } from '../src/services/identity/name-of.ts';
import { namesIn } from '../src/services/names.ts';
import { askedAbout, nothingToSee } from './asked-about.ts';
import type { Command, CommandDeps } from './command.ts';
import { refuseTyped } from './corrected.ts';
import { entitlementForms, who as person } from './forms.ts';
import { asInsider, no, noInside, notUnderstood, yes } from './command.ts';
import { revokeButton } from './revoke.ts';
import { standing } from '../src/services/cards/standing.ts';
import { maySee, notForYou, seesAll } from './visibility.ts';
import { words } from '../src/words/index.ts';

const args = entitlementWords.extend({
  who: z.union([whoSchema, z.array(whoSchema)]).optional(),
  extra: z.string().optional(),
});

/** Beyond this many people a list says how many more there are. */
const most = 40;

/** Who has something and why (C8), or everything that one person has. */
export const who: Command = {
  description: {
    name: 'who',
    summary: () => words.help.who,
    forms: [
      ...entitlementForms('who', { options: [], usage: '', limits: true }),
      {
        name: 'person',
        summary: () => words.help.whoPerson,
        usage: 'who WHO',
        args: {},
        options: [person],
      },
    ],
    examples: ['who console acme-prod', 'who @bob'],
    mode: 'query',
  },
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return notUnderstood('who');
    const person = Array.isArray(typed.data.who) ? typed.data.who[0] : typed.data.who;
    const phrase: EntitlementWords = person?.kind === 'unknown' ? { kind: person.text, extra: typed.data.extra } : {};
    const named = withKind(phrase, deps.directory);
    if (named !== phrase) {
      const entitlement = readEntitlement(named, deps.directory);
      if (!entitlement.ok) return noInside(call, deps, entitlement);
      return asInsider(call, deps, (actor) => holders(entitlement.value, actor, deps));
    }
    if (typed.data.extra && person?.kind === 'unknown')
      return refuseTyped(call, unknown(words.commands.kindOfAccess, person.text, ['console', 'role', 'item']));
    if (typed.data.extra) return notUnderstood('who', typed.data.extra);
    if (person) return asInsider(call, deps, (actor) => everythingOf(person, actor, deps));
    const entitlement = readEntitlement(typed.data, deps.directory);
    if (!entitlement.ok) return noInside(call, deps, entitlement);
    return asInsider(call, deps, (actor) => holders(entitlement.value, actor, deps));
  },
};

/** The profile's _All users_ list: explicit people with a way to remove each, implicit ones with the reason (C8). */
async function holders(entitlement: Entitlement, actor: Identified, deps: CommandDeps): Promise<Outcome> {
  if (!(await maySee(actor, entitlement, deps))) return no(notForYou(entitlement));
  const names = namesIn(deps.directory);
  const now = deps.clock.now();
  const self = await deps.store.people.byId(actor.person.id);
  const mayRevoke = self !== null && (await deps.authority.of(self, entitlement)) !== null;
  const explicit = await deps.store.accesses.inForce([entitlementKey(entitlement)], now, most);
  const blocks: Block[] = explicit.accesses.map((access) => {
    const own = access.person.id === actor.person.id;
    const removable = mayRevoke && !(own && isLimit(entitlement));
    return {
      kind: 'row',
      text: words.lists.explicit(access.person, standing(access, now), origin(access), access.id),
      buttons: removable ? [revokeButton(entitlement, access.person, names)] : [],
    };
  });
  blocks.push(...more(explicit));
  const others = await indirect(entitlement, deps);
  blocks.push(...others.blocks);
  const also = await deciders(entitlement, deps);
  if (blocks.length === 0 && also.length === 0) return yes(say(words.lists.nobodyHas(entitlement, names)));
  return yes({
    summary: words.lists.haveIt(blocks.length === 0 ? 0 : explicit.total + others.total, entitlement, names),
    title: words.lists.whoHas(entitlement, names),
    tone: 'plain',
    blocks: [...blocks, ...also],
  });
}

/** Roles of a chat whose members may decide about it by latchkey.yml, without having it. */
async function deciders(entitlement: Entitlement, { authority, chats }: CommandDeps): Promise<readonly Block[]> {
  return Promise.all(
    authority.roles.standing(entitlement).map(async (one): Promise<Block> => {
      const name = await authority.roles.shown(one).catch((error: unknown) => {
        if (error instanceof ChatUnavailable) return one.role;
        throw error;
      });
      const chat = chats.get(one.platform)?.name ?? one.platform;
      return { kind: 'text', text: words.lists.alsoDecide(name, chat) };
    }),
  );
}

/** People who have it without an access to it of their own: a product's administrators (C2), members by way of custom groups (R7). */
async function indirect(
  entitlement: Entitlement,
  deps: CommandDeps,
): Promise<{ readonly blocks: readonly Block[]; readonly total: number }> {
  if (entitlement.kind === 'console') {
    const product = namesIn(deps.directory).product(entitlement.product);
    const emails = (deps.directory.product(entitlement.product)?.administrators ?? []).map(normalEmail);
    const known = new Map(
      (await deps.store.people.meant(emails)).flatMap((person) =>
        addressesOf(person).map((address) => [address, personRef(person)] as const),
      ),
    );
    const blocks = emails.map((email): Block => ({
      kind: 'text',
      text: words.lists.implicit(known.get(email) ?? { id: email, label: email }, product),
    }));
    return { blocks, total: blocks.length };
  }
  if (entitlement.kind !== 'role') return { blocks: [], total: 0 };
  const policy = deps.directory.policy(entitlement.instance);
  const { role, instance } = entitlement;
  const through = (policy?.roles ?? []).filter(
    (other) => other !== role && policy?.membership([other]).groups.some((group) => group.name === role),
  );
  const keys = through.map((other) => entitlementKey({ kind: 'role', instance, role: other }));
  const now = deps.clock.now();
  const found = await deps.store.accesses.inForce(keys, now, most);
  const blocks = found.accesses.map((access): Block => ({
    kind: 'text',
    text: words.lists.through(
      access.person,
      access.entitlement.kind === 'role' ? access.entitlement.role : '',
      standing(access, now),
      access.id,
    ),
  }));
  return { blocks: [...blocks, ...more(found)], total: found.total };
}

/** How many there are beyond those that are shown. */
function more({ total }: { readonly total: number }): readonly Block[] {
  return total > most ? [{ kind: 'note', text: [words.lists.more(total - most)] }] : [];
}

async function everythingOf(named: Who, actor: Identified, deps: CommandDeps): Promise<Outcome> {
  const about = await askedAbout(named, actor, deps);
  if (!about.ok) return no(about.sentence);
  const { person } = about;
  const own = person.id === actor.person.id;
  const all = own || seesAll(actor, deps);
  const now = deps.clock.now();
  const names = namesIn(deps.directory);
  const { of: openOf } = createOpenAccesses(deps);
  const rows: Block[] = [];
  for (const access of await deps.store.accesses.openOf(person.id)) {
    if (access.state === 'active' && !isInForce(access, now)) continue;
    if (!all && !(await maySee(actor, access.entitlement, deps, openOf))) continue;
    rows.push({
      kind: 'text',
      text: words.lists.accessFrom(access.entitlement, standing(access, now), origin(access), access.id, names),
    });
  }
  const stored = await deps.store.people.byId(person.id);
  for (const product of administeredBy(stored, person, deps)) {
    if (all || (await maySee(actor, { kind: 'console', product }, deps, openOf))) {
      rows.push({ kind: 'text', text: words.lists.byDefault(product, names, own) });
    }
  }
  // What lies outside one's authority is not even hinted at: a note that comes and goes would tell.
  if (!all && rows.length === 0) {
    return no(nothingToSee(named));
  }
  const shown = (stored && nameOf(stored, actor.account.platform)) ?? person.label;
  if (rows.length === 0) return yes(say(words.lists.nothingOfTheirs(shown)));
  const note: Block[] = !all ? [{ kind: 'note', text: [words.lists.onlyYours] }] : [];
  return yes({
    summary: words.lists.whatTheyHave(shown),
    title: words.lists.whatTheyHave(shown),
    tone: 'plain',
    blocks: [...rows, ...note],
  });
}

/** The products whose console somebody has because they administer them (C2). */
function administeredBy(
  stored: Person | null,
  { label }: PersonRef,
  { directory }: Pick<CommandDeps, 'directory'>,
): readonly string[] {
  const emails = stored ? provedEmails(stored) : [label];
  return directory.catalogue.products.filter(({ id }) => directory.isAdministratorOf(id, emails)).map(({ id }) => id);
}

/** Where an access came from: a few words. */
function origin(access: Access): Text {
  const approvers = access.asks.flatMap((ask) =>
    ask.decisions.filter((one) => one.verdict === 'approve' && one.void === null).map(({ person }) => person),
  );
  const each = [...new Map(approvers.map((person) => [person.id, person])).values()];
  if (each.length > 0) return words.lists.approvedBy(each);
  return [access.imported ? words.lists.fromConfiguration : words.lists.requested];
}
