import { z } from 'zod';
import { isInForce } from '../src/domain/access.ts';
import type { Instance } from '../src/domain/catalogue.ts';
import type { Entitlement } from '../src/domain/entitlement.ts';
import { entitlementKey } from '../src/domain/entitlement.ts';
import type { Call, Outcome } from '../src/domain/call.ts';
import type { PersonRef, Who } from '../src/domain/identity.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import type { Answer } from '../src/domain/reason.ts';
import { createOpenAccesses } from '../src/services/authority/open-accesses.ts';
import { consoleAnswer, consoleRights, findPermission, permissionLabels } from '../src/services/policy-questions.ts';
import type { ConsoleRight } from '../src/services/policy-questions.ts';
import { readInstance, readProduct, shown, unknown, unknownWord, whoSchema } from '../src/services/arguments.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { addressesOf } from '../src/services/identity/identify.ts';
import { isAboutSelf } from './asked-about.ts';
import { unreadable } from '../src/services/identity/resolve-who.ts';
import type { Command, CommandDeps } from './command.ts';
import { givesCommand, refuseTyped } from './corrected.ts';
import { instance, item, product, who as whom } from './forms.ts';
import { asInsider, no, notUnderstood, yes } from './command.ts';
import { maySee, notForYou } from './visibility.ts';
import { words } from '../src/words/index.ts';

const args = z.object({
  who: whoSchema.optional(),
  permission: z.string().optional(),
  on: z.string().optional(),
  /** The same as `on`, word by word. */
  product: z.string().optional(),
  instance: z.string().optional(),
  item: z.string().optional(),
  extra: z.string().optional(),
});

/** May they, and why: the policy engine's answer about one person. */
export const check: Command = {
  description: {
    name: 'check',
    summary: () => words.help.check,
    forms: [
      {
        name: 'permission',
        summary: () => words.help.checkPermission,
        usage: 'check WHO "PERMISSION" [on INSTANCE[/ITEM]]',
        args: {},
        options: [
          {
            name: 'permission',
            summary: () => words.help.options.permission,
            kind: 'text',
            required: true,
            complete: 'permission',
          },
          whom,
          { ...instance, required: false },
          { ...item, required: false },
        ],
      },
      {
        name: 'console',
        summary: () => words.help.checkProduct,
        usage: 'check WHO console|"add users"|product|"administer product" on PRODUCT',
        args: {},
        options: [
          {
            name: 'permission',
            summary: () => words.help.options.productRight,
            kind: 'text',
            required: true,
            choices: ['console', 'add users', 'product', 'administer product'],
          },
          product,
          whom,
        ],
      },
    ],
    examples: ['check me console on acme-prod', 'check @hugo "Distribute installation packages" on mdm-eu/pkg-7'],
    mode: 'query',
  },
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success || typed.data.extra) return notUnderstood('check');
    const { who, permission } = typed.data;
    const on = placeOf(typed.data);
    if (!who) return no(words.commands.sayWho);
    if (!permission) return no(words.commands.sayWhat);
    const right = consoleRights.find((one) => one === permission.trim().toLowerCase());
    const label = findPermission(permission)?.label;
    if (!right && label === undefined) {
      const role = roleCalled(permission, deps);
      if (role !== null) return asInsider(call, deps, () => Promise.resolve(isRole(call, role)));
      return refuseTyped(call, unknown('permission', permission, [...permissionLabels, ...consoleRights]));
    }
    return asInsider(call, deps, async (actor) => {
      const bad = unreadable(who);
      if (bad) return no(words.refusal(bad.args));
      const own = await isAboutSelf(who, actor, deps);
      return right
        ? onProduct(who, own, right, on, actor, deps)
        : onInstances(who, own, label ?? permission, on, actor, deps);
    });
  },
};

/** A role where a permission was to be typed: the two are easily taken for each other. */
function roleCalled(typed: string, { directory }: Pick<CommandDeps, 'directory'>) {
  for (const { id: instance } of directory.catalogue.instances) {
    const role = directory.policy(instance)?.findRole(typed) ?? null;
    if (role !== null) return { role, instance };
  }
  return null;
}

function isRole(call: Call, { role, instance }: { readonly role: string; readonly instance: string }): Outcome {
  const label = call.line === undefined ? words.typing.whoHas(role) : `who role ${role} on ${instance}`;
  const button = givesCommand(label, { command: 'who', args: { kind: 'role', role, instance } });
  return {
    ok: false,
    message: { ...say(words.typing.isRole(role), 'bad'), ...(button && { buttons: [button] }) },
  };
}

function placeOf({ on, product, instance, item }: z.infer<typeof args>): string | undefined {
  return on ?? product ?? (item === undefined ? instance : `${instance ?? ''}/${item}`);
}

async function onProduct(
  who: Who,
  own: boolean,
  right: ConsoleRight,
  on: string | undefined,
  actor: Identified,
  deps: CommandDeps,
): Promise<Outcome> {
  const product = readProduct(on, deps.directory);
  if (!product.ok) return no(product.sentence);
  const entitlement: Entitlement = { kind: 'console', product: product.value.id };
  if (!own && !(await maySee(actor, entitlement, deps))) return no(notForYou(entitlement));
  const resolved = await deps.resolveWho(who, actor, false);
  if (!resolved.ok) return no(words.refusal(resolved.refusal.args));
  const { person } = resolved;
  const stored = await deps.store.people.byId(person.id);
  const emails = stored ? addressesOf(stored) : [person.label];
  const access = await deps.store.accesses.open(person.id, entitlementKey(entitlement));
  const explicit = access !== null && isInForce(access, deps.clock.now());
  const answer = consoleAnswer({
    explicit,
    productAdministrator: deps.directory.isAdministratorOf(product.value.id, emails),
    right,
  });
  const block = answerBlocks(`“${right}” on ${product.value.id}`, person, answer);
  if (explicit) {
    const until = access.until;
    block.push({
      kind: 'note',
      text: words.lists.granted(until, access.id),
    });
  }
  return result(answer, person, right, block);
}

async function onInstances(
  who: Who,
  own: boolean,
  permission: string,
  on: string | undefined,
  actor: Identified,
  deps: CommandDeps,
): Promise<Outcome> {
  const [instanceWord, itemWord] = (on ?? '').split('/');
  const all = deps.directory.catalogue.instances;
  const read = readInstance(instanceWord, deps.directory);
  if (!read.ok && on !== undefined) return no(read.sentence);
  const instances: readonly Instance[] = read.ok ? [read.value] : all;
  const item =
    itemWord === undefined
      ? undefined
      : instances[0]?.items.find(({ id }) => id.toLowerCase() === itemWord.toLowerCase());
  if (itemWord !== undefined && !item) {
    return no(
      unknownWord(
        `item of ${instances[0]?.id ?? shown(on ?? '')}`,
        itemWord,
        instances[0]?.items.map(({ id }) => id) ?? [],
      ),
    );
  }
  // Authority first: until it is established, nobody is looked up.
  const { of: openOf } = createOpenAccesses(deps);
  const visible: Instance[] = [];
  for (const instance of instances)
    if (own || (await maySee(actor, administrator(instance), deps, openOf))) visible.push(instance);
  const [only] = instances;
  if (visible.length === 0)
    return no(only && instances.length === 1 ? notForYou(administrator(only)) : words.lists.notForYouInstance);
  const resolved = await deps.resolveWho(who, actor, false);
  if (!resolved.ok) return no(words.refusal(resolved.refusal.args));
  const { person } = resolved;
  const blocks: Block[] = [];
  const answers: Answer[] = [];
  for (const instance of visible) {
    const policy = deps.directory.policy(instance.id);
    if (!policy) continue;
    const { roles, itemRights } = await deps.authority.holdings(person.id, instance.id);
    const answer = policy.decide({
      membership: policy.membership(roles),
      permission,
      ...(item ? { item } : {}),
      itemRights,
    });
    const where = item ? `${instance.id}/${item.id}` : instance.id;
    blocks.push(...answerBlocks(`“${permission}” on ${where}`, person, answer));
    answers.push(answer);
  }
  const answer = answers.find((one) => one.effect === 'allow') ?? answers[0];
  if (answer) return result(answer, person, permission, blocks);
  return no(words.lists.notForYouInstance);
}

/** Authority over this role is authority over the whole instance (R5). */
function administrator(instance: Instance): Entitlement {
  return { kind: 'role', instance: instance.id, role: 'Administrator' };
}

function answerBlocks(what: string, person: PersonRef, answer: Answer): Block[] {
  return [
    { kind: 'text', text: words.lists.may(person, what, answer.effect === 'allow') },
    { kind: 'list', items: answer.because.map((reason) => words.lists.because(words.reason(reason), reason.rule)) },
  ];
}

function result(answer: Answer, person: PersonRef, what: string, blocks: readonly Block[]): Outcome {
  const verb = answer.effect === 'allow' ? 'may' : 'may not';
  return yes({ summary: `${person.label} ${verb}: ${what}`, tone: 'plain', blocks });
}
