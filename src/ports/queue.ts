import type { ReplyRef } from '../domain/call.ts';
import type { Account, Via, Who } from '../domain/identity.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import type { Length } from '../domain/moment.ts';

/** Who gave a command: a chat account, or Latchkey itself. */
export type JobActor = { readonly kind: 'account'; readonly account: Account } | { readonly kind: 'system' };

/** How long something is requested for, in ms, or until when (`endsAt`, ms since the epoch), which then counts alone. */
interface WantedLength {
  readonly durationMs: number | null | 'default';
  readonly endsAt?: number;
}

/** What a command asks of one access. */
export type CommandAction =
  /** `permission`: what it's needed for, by its label; for a role. */
  | ({ readonly name: 'request'; readonly entitlement: Entitlement; readonly permission?: string } & WantedLength)
  | ({ readonly name: 'grant'; readonly entitlement: Entitlement; readonly who: Who } & WantedLength)
  | { readonly name: 'revoke'; readonly entitlement: Entitlement; readonly who: Who }
  /**
   * A decision names its ask; one without is answered with the current card. `stage` and `digest` say what a card's button
   * showed; typed commands have none.
   */
  | {
      readonly name: 'approve';
      readonly access: string;
      readonly ask?: string;
      readonly stage?: number;
      readonly digest?: string;
      /** For less than was requested. */
      readonly less?: Length;
    }
  | {
      readonly name: 'deny';
      readonly access: string;
      readonly ask?: string;
      readonly stage?: number;
      readonly digest?: string;
      /** A smaller role that is suggested instead. */
      readonly instead?: string;
    }
  | { readonly name: 'cancel'; readonly access: string }
  | { readonly name: 'give-back'; readonly access: string }
  | { readonly name: 'request-again'; readonly access: string }
  /** What was suggested when the access was denied is requested. */
  | { readonly name: 'request-instead'; readonly access: string }
  /** Who a system requested something for didn’t ask; `by`: the system, as records have it. */
  | { readonly name: 'not-asked'; readonly access: string; readonly by: string }
  | { readonly name: 'confirm-person'; readonly waiting: string }
  /** The account that waits is somebody else’s than the person it is with (A8). */
  | { readonly name: 'separate-person'; readonly waiting: string }
  | { readonly name: 'refuse-person'; readonly waiting: string }
  /** Whoever has an e-mail says whether a new account that shows it is theirs (A7). */
  | { readonly name: 'consent-person'; readonly waiting: string; readonly answer: 'yes' | 'no' }
  | { readonly name: 'link-confirm'; readonly link: string }
  | { readonly name: 'link-refuse'; readonly link: string }
  /** A Latchkey administrator's word that two persons are two people (A7). */
  | { readonly name: 'two-people'; readonly one: string; readonly other: string }
  /** Whom an entry of latchkey.yml means that names a released address (A8); null: nobody. */
  | { readonly name: 'settle-entry'; readonly entry: string; readonly person: string | null }
  /** A Latchkey administrator confirms or refuses a system's report that changes a lot. */
  | { readonly name: 'settle-report'; readonly report: string; readonly verdict: 'confirm' | 'refuse' }
  /** A Latchkey administrator answers for the e-mail of an account. */
  | { readonly name: 'vouch'; readonly account: Account; readonly email: string }
  /** What one person holds is handed over to another (A6): the accesses and limits that were shown. */
  | { readonly name: 'hand-over'; readonly from: string; readonly to: string; readonly accesses: readonly string[] }
  /** Takes away a role that was given by hand; `target` is its record. */
  | { readonly name: 'take-away'; readonly target: string }
  /** A Latchkey administrator has deliveries to a stopped endpoint go on. */
  | { readonly name: 'resume-endpoint'; readonly endpoint: string }
  /** `boundAt` says which link of the account is meant. */
  | { readonly name: 'unlink'; readonly account: Account; readonly boundAt: number };

/** The most accesses that one click hands over; limits come first. */
export const mostHandedOver = 200;

/** One command about one person and entitlement: the payload of the queue `commands`. */
export interface CommandJob {
  /** The idempotency key: derived from the delivery, the person and the entitlement. */
  readonly id: string;
  readonly action: CommandAction;
  readonly actor: JobActor;
  /** What was typed, well-formed, with its salt. */
  readonly text: { readonly salt: string; readonly value: string } | null;
  readonly via: Via;
  readonly delivery: string;
  readonly heardAt: number;
  readonly reply: ReplyRef | null;
  /** Which of how many commands that one doing gave, from 0: they're answered together (absent: it's the only one). */
  readonly part?: { readonly index: number; readonly of: number };
}

/** Effects are names of what to look at: what to do is read from MongoDB when the job runs. */
export type EffectJob =
  /** Drain the outbox of one access. */
  | { readonly name: 'outbox'; readonly access: string }
  /** Chain what waits in the tenant's journal. */
  | { readonly name: 'journal' }
  /** Carry out the links that were agreed. */
  | { readonly name: 'links' }
  /** Bring a role of an account to what the accesses want of it. */
  | { readonly name: 'converge'; readonly target: string }
  /** Post chain entries to the audit channels; `withOlder`: also those that were left behind. */
  | { readonly name: 'announce'; readonly withOlder?: boolean | undefined }
  /** Deliver the notices that are due. */
  | { readonly name: 'notices' }
  /** Tell the Latchkey administrators what waits for them, and what one of them decided about people. */
  | { readonly name: 'people' }
  /** Send what is due to an endpoint about one access, role or person. In a queue of its own, since receivers are slow. */
  | { readonly name: 'deliver'; readonly lane: string };

/** Look at an access whose time has come. */
export interface TimerJob {
  readonly access: string;
}

/** When a command is carried out where many wait. */
export interface Turn {
  /** How long it waits in any case, in ms, 0 or more. */
  readonly delayMs: number;
  /** From 0, which is first: those with a lower one are carried out before it, whenever they came. */
  readonly place: number;
}

/** Puts work on the queues. Each rejects within about two seconds when Redis does not confirm it. */
export interface Queue {
  /**
   * One or many at once, all or none as far as Redis confirms. Adding an id that is still there is harmless. Without `turn`:
   * at once, before everything that has a place.
   */
  command(jobs: readonly CommandJob[], turn?: Turn): Promise<void>;
  /** Whether any of these commands, by their ids, isn't carried out yet. */
  isLeft(ids: readonly string[]): Promise<boolean>;
  /** `key` makes adding the same effect twice harmless while it waits; `delayMs` 0 or more. */
  effect(job: EffectJob, key: string, delayMs?: number): Promise<void>;
  /** Look at `access` at `at` (ms since the epoch). */
  timer(access: string, at: number): Promise<void>;
  /** Throws when Redis does not answer. */
  ping(): Promise<void>;
}

/**
 * Why a job isn't carried out: it carries a command without a seal, with one that isn't of this installation or of this job,
 * or it isn't a job that Latchkey queues at all.
 */
export type JobFault = 'no-seal' | 'wrong-seal' | 'malformed';

/** A job that isn't carried out and is kept among the dead letters. Its words aren't trusted: they are only shown, cut. */
export interface RefusedJob {
  readonly queue: string;
  readonly job: string;
  readonly name: string;
  readonly fault: JobFault;
}

/** What a worker needs of the job that it runs. */
export interface JobContext {
  /** From 1. */
  readonly attempt: number;
  /** Whether this is the last try before the job is given up. */
  readonly last: boolean;
}

/** The functions that the queue's consumers call; from `workers/`. */
export interface Handlers {
  command(job: CommandJob, context: JobContext): Promise<void>;
  effect(job: EffectJob, context: JobContext): Promise<void>;
  timer(job: TimerJob, context: JobContext): Promise<void>;
  /** A job was given up: report it, never drop it. */
  gaveUp(queue: string, payload: unknown, error: Error): Promise<void>;
  /** A job was refused and put among the dead letters: report it. What it throws is logged only. */
  refused(job: RefusedJob): Promise<void>;
}

/** Thrown by a handler: not a failure, look again in `ms`. It uses up no try. */
export class TryLater extends Error {
  readonly ms: number;
  constructor(why: string, ms: number, options?: ErrorOptions) {
    super(why, options);
    this.name = 'TryLater';
    this.ms = ms;
  }
}

/** Redis did not confirm what was to be put on the queue, or could not be asked. */
export class QueueUnavailable extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'QueueUnavailable';
  }
}
