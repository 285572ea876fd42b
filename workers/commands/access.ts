import type { Access } from '../../src/domain/access.ts';
import { askSeenAt } from '../../src/domain/access.ts';
import type { AccessCommand } from '../../src/domain/decide/index.ts';
import type { Entitlement } from '../../src/domain/entitlement.ts';
import type { PersonRef } from '../../src/domain/identity.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refusals } from '../../src/domain/refusals.ts';
import type { CommandJob } from '../../src/ports/queue.ts';
import type { Order } from '../../src/services/access/facts.ts';
import type { Perform } from '../../src/services/access/handle-command.ts';
import type { RequestAgain } from '../../src/services/access/request-again.ts';
import type { RequestInstead } from '../../src/services/access/request-instead.ts';
import type { NotAsked } from '../../src/services/access/not-asked.ts';
import type { RequestBudget } from '../../src/services/access/request-budget.ts';
import type { Authority } from '../../src/services/authority/authority.ts';
import type { Deps } from '../../src/services/deps.ts';
import type { Identified } from '../../src/services/identity/identify.ts';
import { namesSelf } from '../../src/services/identity/names-self.ts';
import type { ResolveWho } from '../../src/services/identity/resolve-who.ts';
import { unreadable } from '../../src/services/identity/resolve-who.ts';
import type { ActionOf, CommandHandlers, Handled, PersonHandler } from './handler.ts';
import { ofAccess, ofSettled, refusedWith } from './handler.ts';
import { reason } from '../../src/domain/reason.ts';

export interface AccessHandlerParts {
  readonly authority: Pick<Authority, 'of'>;
  readonly resolveWho: ResolveWho;
  readonly perform: Perform;
  readonly requestAgain: RequestAgain;
  readonly requestInstead: RequestInstead;
  readonly notAsked: NotAsked;
  readonly requestBudget: Pick<RequestBudget, 'left'>;
}

type Names =
  | 'request'
  | 'grant'
  | 'revoke'
  | 'approve'
  | 'deny'
  | 'cancel'
  | 'give-back'
  | 'request-again'
  | 'request-instead'
  | 'not-asked';
type OnAccess = ActionOf<'approve' | 'deny' | 'cancel' | 'give-back'>;

/** Commands about one access: what they are about is loaded here, and decided by `perform`. */
export function accessHandlers(
  { store }: Pick<Deps, 'store'>,
  parts: AccessHandlerParts,
): Pick<CommandHandlers, Names> {
  const onAccess = byPerson<OnAccess>(async (action, actor, job) => {
    const access = (await store.accesses.byId(action.access))?.access;
    if (!access) return refusedWith(refusals.unknownAccess(action.access));
    const { person: subject, entitlement } = access;
    return perform(job, actor, { command: commandOf(access, job.heardAt, action), subject, entitlement }, access);
  });

  return {
    request: byPerson((action, actor, job) => {
      const { person: subject } = actor;
      const { permission } = action;
      const asked = permission === undefined ? {} : { asked: { action: permission } };
      const command: AccessCommand = { name: 'request', ...lengthOf(action), ...asked };
      return perform(job, actor, { command, subject, entitlement: action.entitlement });
    }),
    grant: byPerson(async (action, actor, job) => {
      // Nobody is made or looked up for a grant that won't be.
      const no =
        (await withoutAuthority(action, actor)) ?? (await parts.requestBudget.left(actor.person.id, job.delivery));
      return no ? refusedWith(no) : toSubject(action, actor, job, { name: 'grant', ...lengthOf(action) });
    }),
    revoke: byPerson(async (action, actor, job) => {
      const no = await withoutAuthority(action, actor);
      return no ? refusedWith(no) : toSubject(action, actor, job, { name: 'revoke' });
    }),
    approve: onAccess,
    deny: onAccess,
    cancel: onAccess,
    'give-back': onAccess,
    'request-again': requestsOf(parts.requestAgain),
    'request-instead': requestsOf(parts.requestInstead),
    'not-asked': byPerson(async ({ access, by }, actor, { id, delivery, heardAt, via }) =>
      ofSettled(await parts.notAsked(access, by, actor, { id, delivery, heardAt, via })),
    ),
  };

  /** Requests something that follows from an access. */
  function requestsOf(request: RequestAgain | RequestInstead) {
    return byPerson<ActionOf<'request-again' | 'request-instead'>>(
      async (action, actor, { id, delivery, heardAt, text, via }) => {
        const access = (await store.accesses.byId(action.access))?.access;
        if (!access) return refusedWith(refusals.unknownAccess(action.access), false);
        const envelope = { id, actor, delivery, heardAt, text, via, ...becauseOf(actor) };
        const handled = ofAccess(await request(access, envelope));
        return { ...handled, message: withOwnName(handled.message, actor) };
      },
    );
  }

  async function perform(
    { id, delivery, heardAt, text, via }: CommandJob,
    actor: Identified,
    target: { readonly command: AccessCommand; readonly subject: PersonRef; readonly entitlement: Entitlement },
    known: Access | null = null,
  ): Promise<Handled> {
    const order = { ...target, id, actor, delivery, heardAt, text, via, isCharged: true, ...becauseOf(actor) };
    const handled = ofAccess(await parts.perform(order, known));
    return { ...handled, message: withOwnName(handled.message, actor) };
  }

  async function toSubject(
    { name, who, entitlement }: ActionOf<'grant' | 'revoke'>,
    actor: Identified,
    job: CommandJob,
    command: AccessCommand,
  ): Promise<Handled> {
    const resolved = await parts.resolveWho(who, actor, name === 'grant');
    if (!resolved.ok) return refusedWith(resolved.refusal);
    return perform(job, actor, { command, subject: resolved.person, entitlement });
  }

  /** Authority first: until it is established, nobody is looked up, made or told apart (DESIGN §4, _Disclosure_). */
  async function withoutAuthority(
    { name, who, entitlement }: ActionOf<'grant' | 'revoke'>,
    actor: Identified,
  ): Promise<Refusal | null> {
    const own = await store.people.byId(actor.person.id);
    if (!own || unreadable(who) || namesSelf(who, own)) return null;
    const basis = await parts.authority.of(own, entitlement, { fresh: true });
    return basis === null ? refusals.noAuthority(entitlement, name) : null;
  }
}

function becauseOf({ ownName }: Identified): Pick<Order, 'because'> {
  return ownName === undefined ? {} : { because: [reason('A7', 'own-name-only')] };
}

function withOwnName(message: Message, { ownName }: Identified): Message {
  if (ownName === undefined) return message;
  return {
    ...message,
    summary: `${message.summary} ${ownName}`,
    blocks: [...message.blocks, { kind: 'note', text: [ownName] }],
  };
}

function byPerson<Action>(run: PersonHandler<Action>['run']): PersonHandler<Action> {
  return { by: 'person', run };
}

function lengthOf({ durationMs, endsAt }: ActionOf<'request' | 'grant'>) {
  return { durationMs, ...(endsAt !== undefined && { endsAt }) };
}

/** A decision always names its ask: where none was shown, the one that could be seen when it was typed. */
function commandOf(access: Access, heardAt: number, action: OnAccess): AccessCommand {
  if (action.name === 'cancel' || action.name === 'give-back') return { name: action.name };
  const { ask = askSeenAt(access, heardAt)?.id ?? '', stage, digest } = action;
  const shown = { ...(stage !== undefined && { stage }), ...(digest !== undefined && { digest }) };
  const card = { ask, ...shown };
  return action.name === 'approve'
    ? { name: 'approve', card, ...(action.less !== undefined && { less: action.less }) }
    : { name: 'deny', card, ...(action.instead !== undefined && { instead: action.instead }) };
}
