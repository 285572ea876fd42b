import type { Call, Outcome } from '../src/domain/call.ts';
import type { CommandDescription } from '../src/domain/command-description.ts';
import type { Message } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { shown } from '../src/services/arguments.ts';
import type { Failure } from '../src/services/arguments.ts';
import { refuseTyped } from './corrected.ts';
import type { FindAccessRoles } from '../src/services/cards/roles.ts';
import type { FindTickets } from '../src/services/cards/tickets.ts';
import type { Overview } from '../src/services/cards/overview.ts';
import type { Authority } from '../src/services/authority/authority.ts';
import type { Changes } from '../src/services/cards/change.ts';
import type { Deps } from '../src/services/deps.ts';
import type { Identified, Identify } from '../src/services/identity/identify.ts';
import type { Earlier } from '../src/services/notify/earlier.ts';
import type { OwnName } from '../src/services/identity/own-name.ts';
import type { Humans } from '../src/services/authority/humans.ts';
import type { Entries } from '../src/services/identity/entries.ts';
import type { VouchService } from '../src/services/people/vouch.ts';
import type { HandOverService } from '../src/services/people/hand-over.ts';
import type { createStakes } from '../src/services/people/stake.ts';
import type { SetUp } from '../src/services/people/set-up.ts';
import type { FindWaitingChoices } from '../src/services/people/waiting-choices.ts';
import type { Links } from '../src/services/linking/index.ts';
import type { Introduce } from '../src/services/identity/introduce.ts';
import type { Obstacles } from '../src/services/access/obstacle.ts';
import type { ResolveKnown } from '../src/services/identity/resolve-known.ts';
import type { ResolveWho } from '../src/services/identity/resolve-who.ts';
import { words } from '../src/words/index.ts';

/** What the commands are made of. */
export interface CommandDeps extends Pick<Deps, 'store' | 'queue' | 'chats' | 'directory' | 'clock' | 'ids'> {
  readonly identify: Identify;
  readonly ownName: OwnName;
  readonly resolveWho: ResolveWho;
  readonly resolveKnown: ResolveKnown;
  readonly authority: Authority;
  readonly obstacles: Obstacles;
  readonly introduce: Introduce;
  readonly accessRoles: FindAccessRoles;
  readonly ticketsOf: FindTickets;
  /** What an access changes for its person. */
  readonly changes: Changes;
  readonly links: Links;
  readonly humans: Humans;
  readonly earlier: Earlier;
  readonly waitingChoices: FindWaitingChoices;
  readonly handOver: Pick<HandOverService, 'plan'>;
  readonly vouch: Pick<VouchService, 'plan'>;
  readonly stakeOf: ReturnType<typeof createStakes>;
  readonly entries: Pick<Entries, 'load' | 'undecided'>;
  readonly overview: Overview;
  readonly setUp: SetUp;
  /** Everything in a chat that isn't as it should be, as `/readyz` names it. */
  readonly blockedPlaces: () => readonly string[];
}

/** One subcommand of `/access`: how it describes itself, and what it does. */
export interface Command {
  readonly description: CommandDescription;
  /** Never throws for what a person typed; throws where the queue, the store or the chat cannot be asked. */
  run(call: Call, deps: CommandDeps): Promise<Outcome>;
}

export function no(sentence: string): Outcome {
  return { ok: false, message: say(sentence, 'bad') };
}

/** The same about one field of a form. */
export function noField(field: NonNullable<Outcome['field']>, sentence: string): Outcome {
  return { ...no(sentence), field };
}

/** What was typed fits no grammar of this command; `what` names the words, where they are known. */
export function notUnderstood(command: string, what?: string): Outcome {
  return no(words.commands.notUnderstood(command, what === undefined ? null : shown(what)));
}

export function yes(message: Message): Outcome {
  return { ok: true, message };
}

/** Runs an answer for somebody who is inside; says why to everybody else. */
export async function asInsider(
  call: Call,
  { identify }: Pick<CommandDeps, 'identify'>,
  answer: (actor: Identified) => Promise<Outcome>,
): Promise<Outcome> {
  const identity = await identify(call.account);
  return identity.ok ? answer(identity.who) : no(words.refusal(identity.refusal.args));
}

/** The same, and also for an account that waits whose it is, which has what it requested in its own name (A7). */
export async function asRequester(
  call: Pick<Call, 'account'>,
  { identify, ownName }: Pick<CommandDeps, 'identify' | 'ownName'>,
  answer: (actor: Identified) => Promise<Outcome>,
): Promise<Outcome> {
  const identity = await identify(call.account);
  if (identity.ok) return answer(identity.who);
  const own = await ownName(call.account, { make: false });
  return own === null ? no(words.refusal(identity.refusal.args)) : answer(own);
}

/**
 * What is wrong with what was typed, where that may name what there is: said to somebody who is inside, and to nobody else
 * (DESIGN §4, _Disclosure_).
 */
export function noInside(call: Call, deps: Pick<CommandDeps, 'identify'>, why: Failure): Promise<Outcome> {
  return asInsider(call, deps, () => Promise.resolve(refuseTyped(call, why)));
}

/** What only a button gives: no form, no help, and its work goes to the queue. */
export function buttonOnly(name: string, summary: () => string): CommandDescription {
  return { name, summary, forms: [], examples: [], mode: 'job', hidden: true };
}
