import type { AccessCommand } from '../src/domain/decide/index.ts';
import type { Entitlement } from '../src/domain/entitlement.ts';
import { accountKey } from '../src/domain/identity.ts';
import type { Account, PersonRef } from '../src/domain/identity.ts';
import type { Message } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import { isRecorded } from '../src/domain/refusal.ts';
import { refusals } from '../src/domain/refusals.ts';
import { ChatUnavailable } from '../src/ports/chat.ts';
import type { Metrics } from '../src/ports/log.ts';
import type { CommandAction, CommandJob, JobContext } from '../src/ports/queue.ts';
import { TryLater } from '../src/ports/queue.ts';
import { StoreUnavailable } from '../src/ports/store.ts';
import { answerTo, refused } from '../src/services/answers.ts';
import type { Deps } from '../src/services/deps.ts';
import type { Order } from '../src/services/facts.ts';
import type { Identified, Identify } from '../src/services/identify.ts';
import type { Journal } from '../src/services/journal.ts';
import type { Links } from '../src/services/links.ts';
import type { FindMentions } from '../src/services/mentions.ts';
import type { SettlePerson } from '../src/services/people-admin.ts';
import type { Perform } from '../src/services/perform.ts';
import type { ResolveWho } from '../src/services/resolve-who.ts';

export interface CommandWorkerParts {
  readonly identify: Identify;
  readonly resolveWho: ResolveWho;
  readonly perform: Perform;
  readonly settlePerson: SettlePerson;
  readonly links: Pick<Links, 'decide' | 'unlink'>;
  readonly mentions: FindMentions;
  readonly journal: Journal;
  readonly metrics: Pick<Metrics, 'decided' | 'decisionSeconds'>;
}

interface Target {
  readonly command: AccessCommand;
  readonly subject: PersonRef;
  readonly entitlement: Entitlement;
  /** The access it is about, where the command names one. */
  readonly known: string | null;
}

type Aimed = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly refusal: Refusal };

/** The queue `commands`: decides one command and answers who gave it. Run again, it gives the first outcome again. */
export function createCommandWorker(
  { store, chats, clock, log }: Pick<Deps, 'store' | 'chats' | 'clock' | 'log'>,
  parts: CommandWorkerParts,
) {
  /** Jobs whose giver has been told that it takes longer; the newest few hundred are enough. */
  const told = new Set<string>();

  return async function command(job: CommandJob, _context: JobContext): Promise<void> {
    try {
      await handle(job);
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        await tellDelay(job);
        throw new TryLater('MongoDB is away', 2_000, { cause: error });
      }
      if (error instanceof ChatUnavailable)
        throw new TryLater('the chat is away', error.retryAfterMs ?? 2_000, { cause: error });
      throw error;
    }
  };

  async function handle(job: CommandJob): Promise<void> {
    const { actor } = job;
    if (actor.kind === 'system') throw new Error('Latchkey’s own commands do not come by the queue');
    if (isAboutLinks(job.action)) return aboutLinks(job, job.action, actor.account);
    const identity = await parts.identify(actor.account);
    if (!identity.ok) {
      await record(job, identity.refusal, null);
      return finish(job, refused(identity.refusal, null), identity.refusal.code);
    }
    const { action } = job;
    if (action.name === 'confirm-person' || action.name === 'refuse-person') {
      return settle(job, action.waiting, action.name === 'confirm-person', identity.who);
    }
    const aimed = await aim(action, identity.who);
    if (!aimed.ok) {
      await record(job, aimed.refusal, identity.who);
      return finish(job, refused(aimed.refusal, null), aimed.refusal.code);
    }
    const { known, ...rest } = aimed.target;
    const order: Order = {
      ...rest,
      id: job.id,
      actor: identity.who,
      delivery: job.delivery,
      heardAt: job.heardAt,
      text: job.text,
      via: job.via,
    };
    const performed = await parts.perform(order, known);
    await finish(job, answerTo(performed), performed.refusal?.code ?? 'ok');
  }

  /** What the command is about, loaded from the store and the chat. */
  async function aim(
    action: Exclude<CommandAction, { waiting: string } | LinkAction>,
    actor: Identified,
  ): Promise<Aimed> {
    switch (action.name) {
      case 'request':
        return aimed({
          command: { name: 'request', durationMs: action.durationMs },
          subject: actor.person,
          entitlement: action.entitlement,
          known: null,
        });
      case 'grant':
      case 'revoke': {
        const resolved = await parts.resolveWho(action.who, actor, action.name === 'grant');
        if (!resolved.ok) return resolved;
        const command: AccessCommand =
          action.name === 'grant' ? { name: 'grant', durationMs: action.durationMs } : { name: 'revoke' };
        return aimed({ command, subject: resolved.person, entitlement: action.entitlement, known: null });
      }
      default: {
        const access = (await store.accesses.byId(action.access))?.access;
        if (!access) return { ok: false, refusal: refusals.unknownAccess(action.access) };
        return aimed({
          command: commandOf(action),
          subject: access.person,
          entitlement: access.entitlement,
          known: access.id,
        });
      }
    }
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

  async function settle(job: CommandJob, waiting: string, accept: boolean, actor: Identified): Promise<void> {
    const settled = await parts.settlePerson(waiting, accept, actor, job.id);
    if (!settled.ok) return finish(job, refused(settled.refusal, null), settled.refusal.code);
    const verb = accept ? 'confirmed' : 'refused';
    await finish(
      job,
      say(`You ${verb} the e-mail ${settled.waiting.newEmail} of ${settled.waiting.name}.`, 'good'),
      'ok',
    );
  }

  /** A refusal before any access was found is the tenant's to remember. */
  async function record(job: CommandJob, no: Refusal, actor: Identified | null): Promise<void> {
    if (!isRecorded(no.code) || job.actor.kind === 'system') return;
    await parts.journal([
      {
        key: `refused/${job.id}`,
        event: 'refused',
        actor: actor?.person ?? null,
        actorLabel: accountKey(job.actor.account),
        entitlement: 'entitlement' in job.action ? job.action.entitlement : null,
        because: no.because,
        facts: { code: no.code, sentence: no.sentence, asked: job.action.name },
        text: job.text,
        via: job.via,
      },
    ]);
  }

  async function finish(job: CommandJob, message: Message, outcome: string): Promise<void> {
    parts.metrics.decided(job.action.name, outcome);
    parts.metrics.decisionSeconds((clock.now() - job.heardAt) / 1_000);
    await answer(job, message);
  }

  async function answer(job: CommandJob, message: Message): Promise<void> {
    if (job.reply === null) return;
    const { platform } = job.reply;
    await chats.get(platform)?.answer(job.reply, message, await parts.mentions(message, platform));
  }

  async function tellDelay(job: CommandJob): Promise<void> {
    if (told.has(job.id)) return;
    if (told.size > 500) told.clear();
    told.add(job.id);
    await answer(
      job,
      say(
        'This takes longer than usual: the database cannot be reached. Your command is kept and will be decided.',
        'waiting',
      ),
    ).catch((error: unknown) => {
      log.warn({ err: error, job: job.id }, 'the delay could not be told');
    });
  }
}

type LinkAction = Extract<CommandAction, { name: 'link-confirm' | 'link-refuse' | 'unlink' }>;

function isAboutLinks(action: CommandAction): action is LinkAction {
  return action.name === 'link-confirm' || action.name === 'link-refuse' || action.name === 'unlink';
}

function aimed(target: Target): Aimed {
  return { ok: true, target };
}

function commandOf(action: Extract<CommandAction, { access: string }>): AccessCommand {
  if (action.name === 'cancel' || action.name === 'give-back') return { name: action.name };
  const { ask, stage, digest } = action;
  if (ask === undefined || stage === undefined || digest === undefined) return { name: action.name };
  return { name: action.name, card: { ask, stage, digest } };
}
