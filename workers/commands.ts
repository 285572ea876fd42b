import { askSeenAt } from '../src/domain/access.ts';
import type { Access } from '../src/domain/access.ts';
import type { AccessCommand } from '../src/domain/decide/index.ts';
import type { Entitlement } from '../src/domain/entitlement.ts';
import { accountKey } from '../src/domain/identity.ts';
import type { Account, PersonRef } from '../src/domain/identity.ts';
import { say } from '../src/domain/message.ts';
import type { Message } from '../src/domain/message.ts';
import type { Refusal, Settled } from '../src/domain/refusal.ts';
import { refusals } from '../src/domain/refusals.ts';
import { ChatError } from '../src/ports/chat.ts';
import type { CommandAction, CommandJob, JobContext } from '../src/ports/queue.ts';
import { TryLater } from '../src/ports/queue.ts';
import { StoreUnavailable } from '../src/ports/store.ts';
import { unavailableIn } from '../src/ports/unavailable.ts';
import { answerTo, refused } from '../src/services/cards/answers.ts';
import type { Authority } from '../src/services/authority/authority.ts';
import type { Deps } from '../src/services/deps.ts';
import type { Identified, Identify, Identity } from '../src/services/identity/identify.ts';
import type { OwnName } from '../src/services/identity/own-name.ts';
import type { Order } from '../src/services/access/facts.ts';
import { namesSelf } from '../src/services/identity/names-self.ts';
import type { HandOverService } from '../src/services/people/hand-over.ts';
import type { VouchService } from '../src/services/people/vouch.ts';
import type { HolderConsent } from '../src/services/people/holder-consent.ts';
import type { SettleEntry } from '../src/services/people/settle-entry.ts';
import type { Links } from '../src/services/linking/index.ts';
import type { SettlePerson } from '../src/services/people/confirm-email.ts';
import type { Perform } from '../src/services/access/handle-command.ts';
import type { RefusedRecord } from '../src/services/access/record-refusal.ts';
import type { RequestAgain } from '../src/services/access/request-again.ts';
import type { TakeAway } from '../src/services/roles/take-away.ts';
import type { TwoPeople } from '../src/services/people/two-people.ts';
import type { RequestBudget } from '../src/services/access/request-budget.ts';
import { unreadable } from '../src/services/identity/resolve-who.ts';
import type { ResolveWho } from '../src/services/identity/resolve-who.ts';
import { isTooOld, tooOld } from './command-age.ts';
import { createCommandAnswers } from './command-answers.ts';
import type { CommandAnswerParts } from './command-answers.ts';

export interface CommandWorkerParts extends CommandAnswerParts {
  readonly identify: Identify;
  readonly ownName: OwnName;
  readonly authority: Pick<Authority, 'of'>;
  readonly resolveWho: ResolveWho;
  readonly perform: Perform;
  readonly requestAgain: RequestAgain;
  readonly requestBudget: Pick<RequestBudget, 'left'>;
  readonly twoPeople: TwoPeople;
  readonly settleEntry: SettleEntry;
  readonly handOver: Pick<HandOverService, 'handOver'>;
  readonly vouch: Pick<VouchService, 'vouch'>;
  readonly holderConsent: Pick<HolderConsent, 'answer'>;
  readonly takeAway: TakeAway;
  readonly settlePerson: SettlePerson;
  readonly links: Pick<Links, 'decide' | 'unlink'>;
  readonly refusedRecord: Pick<RefusedRecord, 'of' | 'ofAccount'>;
  /** Tells the Latchkey administrators what a chat refuses, once a day. */
  readonly reportChat: (platform: string, error: ChatError) => Promise<void>;
}

interface Target {
  readonly command: AccessCommand;
  readonly subject: PersonRef;
  readonly entitlement: Entitlement;
  /** The access it is about, as it was loaded, where the command names one. */
  readonly known: Access | null;
}

type Aimed = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The queue `commands`: decides one command and answers who gave it. Run again, it gives the first outcome again. What says
 * that a store or a chat can't be asked goes up to the queue, which tries again for as long as it takes.
 */
export function createCommandWorker(
  { store, chats, clock, log }: Pick<Deps, 'store' | 'chats' | 'clock' | 'log'>,
  parts: CommandWorkerParts,
) {
  const { finish, tellDelay } = createCommandAnswers({ chats, clock, log }, parts);

  return async function command(job: CommandJob, _context: JobContext): Promise<void> {
    try {
      await handle(job);
    } catch (error) {
      // It's decided, and only its answer waits.
      if (error instanceof TryLater) throw error;
      const away = unavailableIn(error);
      if (away instanceof StoreUnavailable) await tellDelay(job, 'the database can’t be reached');
      // What it needs to know may be known again at any time: it's never given up.
      if (away instanceof ChatError) {
        await tellDelay(job, `${nameOf(job)} can’t tell us what we need to know (${away.code})`);
        const refused = away.cause instanceof ChatError ? away.cause : away;
        if (refused.kind === 'blocked') await parts.reportChat(platformOf(job), refused);
      }
      throw error;
    }
  };

  function nameOf({ actor }: CommandJob): string {
    return actor.kind === 'system' ? 'the chat' : (chats.get(actor.account.platform)?.name ?? actor.account.platform);
  }

  async function handle(job: CommandJob): Promise<void> {
    const { actor } = job;
    if (actor.kind === 'system') throw new Error('Latchkey’s own commands do not come by the queue');
    if (isTooOld(job, clock.now())) return finish(job, refused(tooOld, null), tooOld.code);
    if (isAboutLinks(job.action)) return aboutLinks(job, job.action, actor.account);
    const { action } = job;
    const identity = await identified(actor.account, action);
    if (!identity.ok) {
      await record(job, identity.refusal, null);
      return finish(job, refused(identity.refusal, null), identity.refusal.code);
    }
    const { who } = identity;
    if (isVerdict(action)) return settle(job, action, who);
    if (action.name === 'request-again') return again(job, action.access, who);
    if (isOnSide(action)) return onSide(job, action, who);
    const aimed = await aim(job, action, who);
    if (!aimed.ok) {
      await record(job, aimed.refusal, who);
      return finish(job, refused(aimed.refusal, null), aimed.refusal.code);
    }
    const { known, ...rest } = aimed.target;
    const { id, delivery, heardAt, text, via } = job;
    const because: Pick<Order, 'because'> =
      who.ownName === undefined ? {} : { because: [{ rule: 'A7', sentence: requestedAlone }] };
    const performed = await parts.perform(
      { ...rest, id, actor: who, delivery, heardAt, text, via, isCharged: true, ...because },
      known,
    );
    await finish(job, withOwnName(answerTo(performed), who), performed.refusal?.code ?? 'ok');
  }

  /** Who an account is; for what concerns nobody else, one that waits whose it is stands for itself (A7). */
  async function identified(account: Account, { name }: CommandAction): Promise<Identity> {
    const identity = await parts.identify(account);
    if (identity.ok || !inOwnName.includes(name)) return identity;
    const { code } = identity.refusal;
    if (code !== 'waits-for-confirmation' && code !== 'unlinked') return identity;
    const who = await parts.ownName(account, { make: name === 'request' });
    return who === null ? identity : { ok: true, who };
  }

  /** What the command is about, loaded from the store and the chat. */
  async function aim(
    { delivery, heardAt }: CommandJob,
    action: Exclude<CommandAction, { waiting: string } | { name: 'request-again' } | SideAction | LinkAction>,
    actor: Identified,
  ): Promise<Aimed> {
    switch (action.name) {
      case 'request':
        return aimed({
          command: { name: 'request', ...lengthOf(action) },
          subject: actor.person,
          entitlement: action.entitlement,
          known: null,
        });
      case 'grant':
      case 'revoke': {
        const no = await withoutAuthority(action, actor);
        if (no) return { ok: false, refusal: no };
        // Nobody is made or looked up for a grant that won't be.
        const over = action.name === 'grant' ? await parts.requestBudget.left(actor.person.id, delivery) : null;
        if (over) return { ok: false, refusal: over };
        const resolved = await parts.resolveWho(action.who, actor, action.name === 'grant');
        if (!resolved.ok) return resolved;
        const command: AccessCommand =
          action.name === 'grant' ? { name: 'grant', ...lengthOf(action) } : { name: 'revoke' };
        return aimed({ command, subject: resolved.person, entitlement: action.entitlement, known: null });
      }
      default: {
        const access = (await store.accesses.byId(action.access))?.access;
        if (!access) return { ok: false, refusal: refusals.unknownAccess(action.access) };
        return aimed({
          command: commandOf(access, heardAt, action),
          subject: access.person,
          entitlement: access.entitlement,
          known: access,
        });
      }
    }
  }

  async function again(job: CommandJob, id: string, actor: Identified): Promise<void> {
    const access = (await store.accesses.byId(id))?.access;
    if (!access) return finish(job, refused(refusals.unknownAccess(id), null), 'unknown-access');
    const { delivery, heardAt, text, via } = job;
    const performed = await parts.requestAgain(access, { id: job.id, actor, delivery, heardAt, text, via });
    await finish(job, answerTo(performed), performed.refusal?.code ?? 'ok');
  }

  function sideOutcome({ id, heardAt, via }: CommandJob, action: SideAction, actor: Identified): Promise<Settled> {
    switch (action.name) {
      case 'two-people':
        return parts.twoPeople(action.one, action.other, actor);
      case 'settle-entry':
        return parts.settleEntry(action.entry, action.person, actor, id);
      case 'hand-over':
        return parts.handOver.handOver(action.from, action.to, action.accesses, actor, { id, heardAt, via });
      case 'consent-person':
        return parts.holderConsent.answer(action.waiting, action.answer === 'yes', actor, id);
      case 'vouch':
        return parts.vouch.vouch(action.account, action.email, actor, id);
      case 'take-away':
        return parts.takeAway(action.target, actor, id);
    }
  }

  /** What is decided about no access: people, entries of the configuration, and roles that were given by hand. */
  async function onSide(job: CommandJob, action: SideAction, actor: Identified): Promise<void> {
    const outcome = await sideOutcome(job, action, actor);
    if (outcome.ok) return finish(job, say(outcome.sentence, 'good'), 'ok');
    await record(job, outcome.refusal, actor);
    await finish(job, refused(outcome.refusal, null), outcome.refusal.code);
  }

  /** Authority first: until it is established, nobody is looked up, made or told apart (DESIGN §4, _Disclosure_). */
  async function withoutAuthority(
    { name, who, entitlement }: Extract<CommandAction, { name: 'grant' | 'revoke' }>,
    actor: Identified,
  ): Promise<Refusal | null> {
    const own = await store.people.byId(actor.person.id);
    if (!own || unreadable(who) || namesSelf(who, own)) return null;
    const basis = await parts.authority.of(own, entitlement, { fresh: true });
    return basis === null ? refusals.noAuthority(entitlement, name) : null;
  }

  /** Also for who is no person yet, and for who has just ceased to be one: the services look who may. */
  async function aboutLinks(job: CommandJob, action: LinkAction, account: Account): Promise<void> {
    const { decide, unlink } = parts.links;
    const outcome =
      action.name === 'unlink'
        ? await unlink.unlink(account, action.account, action.boundAt, job.id)
        : await (action.name === 'link-confirm' ? decide.confirm : decide.refuse)(action.link, account);
    if (outcome.ok) return finish(job, outcome.value, 'ok');
    await record(job, outcome.refusal, null);
    await finish(job, refused(outcome.refusal, null), outcome.refusal.code);
  }

  async function settle(job: CommandJob, { waiting, name }: VerdictAction, actor: Identified): Promise<void> {
    const settled = await parts.settlePerson(waiting, verdicts[name], actor, job.id);
    if (!settled.ok) return finish(job, refused(settled.refusal, null), settled.refusal.code);
    await finish(job, say(settled.sentence, 'good'), 'ok');
  }

  /** A refusal before any access was found is the tenant's to remember. */
  async function record(job: CommandJob, no: Refusal, actor: Identified | null): Promise<void> {
    if (job.actor.kind === 'system') return;
    const { id, heardAt, action, text, via } = job;
    const entitlement = 'entitlement' in action ? action.entitlement : null;
    const refusedJob = { id, heardAt, refusal: no, entitlement, facts: { asked: action.name }, text, via };
    if (isOutside(no)) return parts.refusedRecord.ofAccount(job.actor.account, refusedJob);
    await parts.refusedRecord.of(actor?.person ?? accountKey(job.actor.account), refusedJob);
  }
}

function platformOf({ actor, via }: CommandJob): string {
  return actor.kind === 'system' ? via : actor.account.platform;
}

/** What an account can do that waits whose it is: nothing that is about anybody else. */
const inOwnName: readonly CommandAction['name'][] = ['request', 'request-again', 'cancel', 'give-back'];

const requestedAlone =
  'The e-mail of this account belongs to somebody else until it’s decided whose the account is, so it stands for itself and has no vote.';

function withOwnName(message: Message, { ownName }: Identified): Message {
  if (ownName === undefined) return message;
  return {
    ...message,
    summary: `${message.summary} ${ownName}`,
    blocks: [...message.blocks, { kind: 'note', text: [ownName] }],
  };
}

/** Whether somebody was refused because they aren't inside, whatever they wanted. */
function isOutside({ code }: Refusal): boolean {
  return code === 'not-inside' || code === 'unlinked' || code === 'waits-for-confirmation';
}

type LinkAction = Extract<CommandAction, { name: 'link-confirm' | 'link-refuse' | 'unlink' }>;

type VerdictAction = Extract<CommandAction, { name: keyof typeof verdicts }>;

/** What a command says about an e-mail that waits. */
const verdicts = { 'confirm-person': 'same', 'separate-person': 'other', 'refuse-person': 'refuse' } as const;

function isVerdict(action: CommandAction): action is VerdictAction {
  return action.name in verdicts;
}

const sideActions = ['two-people', 'settle-entry', 'hand-over', 'vouch', 'consent-person', 'take-away'] as const;

type SideAction = Extract<CommandAction, { name: (typeof sideActions)[number] }>;

function isOnSide(action: CommandAction): action is SideAction {
  return sideActions.some((name) => name === action.name);
}

function isAboutLinks(action: CommandAction): action is LinkAction {
  return action.name === 'link-confirm' || action.name === 'link-refuse' || action.name === 'unlink';
}

function aimed(target: Target): Aimed {
  return { ok: true, target };
}

/** A decision always names its ask: where none was shown, the one that could be seen when it was typed. */
function commandOf(
  access: Access,
  heardAt: number,
  action: Exclude<Extract<CommandAction, { access: string }>, { name: 'request-again' }>,
): AccessCommand {
  if (action.name === 'cancel' || action.name === 'give-back') return { name: action.name };
  const { ask = askSeenAt(access, heardAt)?.id ?? '', stage, digest } = action;
  const shown = { ...(stage !== undefined && { stage }), ...(digest !== undefined && { digest }) };
  const less = action.name === 'approve' && action.less !== undefined ? { less: action.less } : {};
  return { name: action.name, card: { ask, ...shown }, ...less };
}

function lengthOf({ durationMs, endsAt }: Extract<CommandAction, { name: 'request' | 'grant' }>) {
  return { durationMs, ...(endsAt !== undefined && { endsAt }) };
}
