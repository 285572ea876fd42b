import type { Account } from '../../src/domain/identity.ts';
import type { Message } from '../../src/domain/message.ts';
import { say } from '../../src/domain/message.ts';
import type { Refusal, Settled } from '../../src/domain/refusal.ts';
import type { CommandAction, CommandJob } from '../../src/ports/queue.ts';
import type { Performed } from '../../src/services/access/handle-command.ts';
import { answerTo, refused } from '../../src/services/cards/answers.ts';
import type { Identified } from '../../src/services/identity/identify.ts';

export type ActionOf<Name extends CommandAction['name']> = Extract<CommandAction, { name: Name }>;

/** What became of a command. `records`: a refusal about no access, which is the tenant's to remember. */
export interface Handled {
  readonly message: Message;
  readonly refusal: Refusal | null;
  readonly records: boolean;
}

/** Carries out one command of somebody whom we know as a person inside. */
export interface PersonHandler<Action> {
  readonly by: 'person';
  run(action: Action, actor: Identified, job: CommandJob): Promise<Handled>;
}

/** Carries out one command of an account that may be nobody's yet: the service looks who may. */
export interface AccountHandler<Action> {
  readonly by: 'account';
  run(action: Action, account: Account, job: CommandJob): Promise<Handled>;
}

/** One entry for each action: a new one doesn't compile until it has a handler. */
export type CommandHandlers = {
  readonly [Name in CommandAction['name']]: PersonHandler<ActionOf<Name>> | AccountHandler<ActionOf<Name>>;
};

/** A refusal by whoever decides about no access. */
export const refusedWith = (refusal: Refusal, records = true): Handled => ({
  message: refused(refusal, null),
  refusal,
  records,
});

/** What became of an access; its refusals are recorded where they are decided. */
export const ofAccess = (performed: Performed): Handled => ({
  message: answerTo(performed),
  refusal: performed.refusal,
  records: false,
});

/** What was settled about people, entries of the configuration or roles. */
export const ofSettled = (outcome: Settled, records = true): Handled =>
  outcome.ok
    ? { message: say(outcome.sentence, 'good'), refusal: null, records: false }
    : refusedWith(outcome.refusal, records);
