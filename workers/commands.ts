import { accountKey } from '../src/domain/identity.ts';
import type { Account } from '../src/domain/identity.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import { ChatError } from '../src/ports/chat.ts';
import type { CommandAction, CommandJob, JobContext } from '../src/ports/queue.ts';
import { TryLater } from '../src/ports/queue.ts';
import { StoreUnavailable } from '../src/ports/store.ts';
import { unavailableIn } from '../src/ports/unavailable.ts';
import type { RefusedRecord } from '../src/services/access/record-refusal.ts';
import type { Deps } from '../src/services/deps.ts';
import type { Identified, Identify, Identity } from '../src/services/identity/identify.ts';
import type { OwnName } from '../src/services/identity/own-name.ts';
import { isTooOld } from './command-age.ts';
import type { CommandAnswers } from './command-answers.ts';
import { accessHandlers } from './commands/access.ts';
import type { AccessHandlerParts } from './commands/access.ts';
import type { AccountHandler, CommandHandlers, Handled, PersonHandler } from './commands/handler.ts';
import { refusedWith } from './commands/handler.ts';
import { peopleHandlers } from './commands/people.ts';
import type { PeopleHandlerParts } from './commands/people.ts';
import { timeRefusals } from '../src/domain/vote-refusals.ts';
import { inLanguage, languageOf, words } from '../src/words/index.ts';

export interface CommandWorkerParts extends AccessHandlerParts, PeopleHandlerParts {
  readonly identify: Identify;
  readonly ownName: OwnName;
  readonly refusedRecord: Pick<RefusedRecord, 'of' | 'ofAccount'>;
  /** Tells the Latchkey administrators what a chat refuses, once a day. */
  readonly reportChat: (platform: string, error: ChatError) => Promise<void>;
}

/**
 * The queue `commands`: decides one command and answers who gave it. Run again, it gives the first outcome again. What says
 * that a store or a chat can't be asked goes up to the queue, which tries again for as long as it takes.
 */
export function createCommandWorker(
  { store, chats, clock }: Pick<Deps, 'store' | 'chats' | 'clock'>,
  { finish, tellDelay }: Pick<CommandAnswers, 'finish' | 'tellDelay'>,
  parts: CommandWorkerParts,
) {
  const handlers: CommandHandlers = { ...accessHandlers({ store }, parts), ...peopleHandlers(parts) };

  return async function command(job: CommandJob, _context: JobContext): Promise<void> {
    return inLanguage(languageOf(languageIn(job)), () => run(job));
  };

  async function run(job: CommandJob): Promise<void> {
    try {
      await handle(job);
    } catch (error) {
      // It's decided, and only its answer waits.
      if (error instanceof TryLater) throw error;
      const away = unavailableIn(error);
      if (away instanceof StoreUnavailable) await tellDelay(job, words.commands.databaseAway);
      // What it needs to know may be known again at any time: it's never given up.
      if (away instanceof ChatError) {
        await tellDelay(job, words.commands.chatAway(nameOf(job), away.code));
        const refused = away.cause instanceof ChatError ? away.cause : away;
        if (refused.kind === 'blocked') await parts.reportChat(platformOf(job), refused);
      }
      throw error;
    }
  }

  function nameOf({ actor }: CommandJob): string {
    return actor.kind === 'system' ? 'the chat' : (chats.get(actor.account.platform)?.name ?? actor.account.platform);
  }

  async function handle(job: CommandJob): Promise<void> {
    const { actor } = job;
    if (actor.kind === 'system') throw new Error('Latchkey’s own commands do not come by the queue');
    if (isTooOld(job, clock.now())) return answered(job, refusedWith(timeRefusals.tooOld(), false), null);
    // The action's name picks the handler of its type.
    const handler: PersonHandler<CommandAction> | AccountHandler<CommandAction> = handlers[job.action.name];
    if (handler.by === 'account') return answered(job, await handler.run(job.action, actor.account, job), null);
    const identity = await identified(actor.account, job.action);
    if (!identity.ok) return answered(job, refusedWith(identity.refusal), null);
    await answered(job, await handler.run(job.action, identity.who, job), identity.who);
  }

  async function answered(job: CommandJob, { message, refusal, records }: Handled, actor: Identified | null) {
    if (refusal !== null && records) await record(job, refusal, actor);
    await finish(job, message, refusal?.code ?? 'ok');
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

/** The language of whoever gave a command, as the chat heard it. */
function languageIn({ reply }: CommandJob): string | null {
  return typeof reply?.['language'] === 'string' ? reply['language'] : null;
}

function platformOf({ actor, via }: CommandJob): string {
  return actor.kind === 'system' ? via : actor.account.platform;
}

/** What an account can do that waits whose it is: nothing that is about anybody else. */
const inOwnName: readonly CommandAction['name'][] = [
  'request',
  'request-again',
  'request-instead',
  'cancel',
  'give-back',
  'not-asked',
];

/** Whether somebody was refused because they aren't inside, whatever they wanted. */
function isOutside({ code }: Refusal): boolean {
  return code === 'not-inside' || code === 'unlinked' || code === 'waits-for-confirmation';
}
