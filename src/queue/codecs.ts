import { z } from 'zod';
import { itemRights } from '../domain/entitlement.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import type { Account, Who } from '../domain/identity.ts';
import type { Length } from '../domain/moment.ts';
import { mostHandedOver } from '../ports/queue.ts';
import type { CommandAction, CommandJob, EffectJob, TimerJob } from '../ports/queue.ts';

/** The longest id of ours, and the longest name of something declared, in characters. */
const id = z.string().min(1).max(400);
const time = z.int().nonnegative();
const isWellFormed = (text: string): boolean => text.isWellFormed();
const typed = z.string().max(2_000).refine(isWellFormed, 'is not well-formed Unicode');

const account = z.strictObject({
  platform: z.string().min(1).max(64),
  workspace: z.string().max(64),
  user: z.string().min(1).max(64),
}) satisfies z.ZodType<Account>;

const entitlement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('console'), product: id }),
  z.strictObject({ kind: z.literal('role'), instance: id, role: id }),
  z.strictObject({ kind: z.literal('item'), instance: id, item: id, right: z.enum(itemRights) }),
]) satisfies z.ZodType<Entitlement>;

const who = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('me') }),
  z.strictObject({ kind: z.literal('account'), account, shown: typed }),
  z.strictObject({ kind: z.literal('email'), email: typed }),
  z.strictObject({ kind: z.literal('person'), id }),
  z.strictObject({ kind: z.literal('group'), shown: typed }),
  z.strictObject({ kind: z.literal('unknown'), text: typed }),
]) satisfies z.ZodType<Who>;

/** In ms; null: without an end; `default`: the rule's. */
const durationMs = z.union([z.int().positive(), z.null(), z.literal('default')]);
/** The moment that was typed as its end; jobs of older versions have none. */
const endsAt = time.optional();
const less = z.union([
  z.strictObject({ durationMs: z.int().positive().nullable() }),
  z.strictObject({ endsAt: time }),
]) satisfies z.ZodType<Length>;
const card = {
  access: id,
  ask: id.optional(),
  stage: z.int().min(0).max(100).optional(),
  digest: z.string().max(64).optional(),
};

/** One entry for each action: a new one doesn't compile until it has a codec here. */
const actions = {
  request: z.strictObject({ name: z.literal('request'), entitlement, durationMs, endsAt, permission: id.optional() }),
  grant: z.strictObject({ name: z.literal('grant'), entitlement, who, durationMs, endsAt }),
  revoke: z.strictObject({ name: z.literal('revoke'), entitlement, who }),
  approve: z.strictObject({ name: z.literal('approve'), ...card, less: less.optional() }),
  deny: z.strictObject({ name: z.literal('deny'), ...card, instead: id.optional() }),
  cancel: z.strictObject({ name: z.literal('cancel'), access: id }),
  'give-back': z.strictObject({ name: z.literal('give-back'), access: id }),
  'request-again': z.strictObject({ name: z.literal('request-again'), access: id }),
  'request-instead': z.strictObject({ name: z.literal('request-instead'), access: id }),
  'not-asked': z.strictObject({ name: z.literal('not-asked'), access: id, by: id }),
  'two-people': z.strictObject({ name: z.literal('two-people'), one: id, other: id }),
  'settle-entry': z.strictObject({ name: z.literal('settle-entry'), entry: id, person: id.nullable() }),
  'settle-report': z.strictObject({
    name: z.literal('settle-report'),
    report: id,
    verdict: z.enum(['confirm', 'refuse']),
  }),
  'hand-over': z.strictObject({
    name: z.literal('hand-over'),
    from: id,
    to: id,
    accesses: z.array(id).max(mostHandedOver),
  }),
  vouch: z.strictObject({ name: z.literal('vouch'), account, email: z.string().min(1).max(500) }),
  'take-away': z.strictObject({ name: z.literal('take-away'), target: id }),
  'resume-endpoint': z.strictObject({ name: z.literal('resume-endpoint'), endpoint: id }),
  'confirm-person': z.strictObject({ name: z.literal('confirm-person'), waiting: id }),
  'separate-person': z.strictObject({ name: z.literal('separate-person'), waiting: id }),
  'refuse-person': z.strictObject({ name: z.literal('refuse-person'), waiting: id }),
  'consent-person': z.strictObject({ name: z.literal('consent-person'), waiting: id, answer: z.enum(['yes', 'no']) }),
  'link-confirm': z.strictObject({ name: z.literal('link-confirm'), link: id }),
  'link-refuse': z.strictObject({ name: z.literal('link-refuse'), link: id }),
  unlink: z.strictObject({ name: z.literal('unlink'), account, boundAt: time }),
} satisfies { readonly [Name in CommandAction['name']]: z.ZodType<Extract<CommandAction, { name: Name }>> };

const action = oneOf(Object.values(actions)) as z.ZodType<CommandAction>;

const reply = z
  .object({ platform: z.string().min(1).max(64) })
  .catchall(z.union([z.string().max(4_000), z.number(), z.null()]));

/** The payload of the queue `commands`: what somebody commanded. */
export const commandJob = z.strictObject({
  id,
  action,
  // Latchkey's own commands don't come by the queue.
  actor: z.strictObject({ kind: z.literal('account'), account }),
  text: z.strictObject({ salt: z.string().max(128), value: typed }).nullable(),
  via: z.string().min(1).max(64),
  delivery: id,
  heardAt: time,
  reply: reply.nullable(),
  part: z.strictObject({ index: z.int().min(0).max(99), of: z.int().min(2).max(100) }).optional(),
}) satisfies z.ZodType<CommandJob>;

const effects = {
  outbox: z.strictObject({ name: z.literal('outbox'), access: id }),
  journal: z.strictObject({ name: z.literal('journal') }),
  links: z.strictObject({ name: z.literal('links') }),
  converge: z.strictObject({ name: z.literal('converge'), target: id }),
  announce: z.strictObject({ name: z.literal('announce'), withOlder: z.boolean().optional() }),
  notices: z.strictObject({ name: z.literal('notices') }),
  people: z.strictObject({ name: z.literal('people') }),
  deliver: z.strictObject({ name: z.literal('deliver'), lane: id }),
} satisfies { readonly [Name in EffectJob['name']]: z.ZodType<Extract<EffectJob, { name: Name }>> };

/** The payload of the queues `effects` and `deliveries`: only names of what to refresh, so it isn't sealed. */
export const effectJob = oneOf(Object.values(effects)) as z.ZodType<EffectJob>;

/** The payload of the queue `timers`: which access to look at. */
export const timerJob = z.strictObject({ access: id }) satisfies z.ZodType<TimerJob>;

/** The one whose `name` fits: the others aren't tried. */
function oneOf(options: readonly z.ZodObject[]): z.ZodType {
  return z.discriminatedUnion('name', options as [z.ZodObject, ...z.ZodObject[]]);
}
