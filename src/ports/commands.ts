import type { Call, Choices, Outcome } from '../domain/call.ts';
import type { CommandDescription, CompletionQuestion, Suggestion } from '../domain/command-description.ts';
import type { Account } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';

/** What a chat platform needs to know of the commands: the only thing it calls. */
export interface Commands {
  readonly descriptions: readonly CommandDescription[];
  readonly choices: Choices;
  /** Checks the arguments, then answers from the store or puts jobs on the queue. Never throws for bad input. */
  run(call: Call): Promise<Outcome>;
  /** What fits what is being typed, the best first, at most `limit`; nothing that the account may not know. */
  complete(account: Account, question: CompletionQuestion, limit: number): Promise<readonly Suggestion[]>;
  /**
   * What somebody reads who may not see `choices`, because they are not inside or not linked; null: they may. Throws
   * where neither the store nor the chat can be asked.
   */
  keptOut(account: Account): Promise<Message | null>;
  /** Counts something that is opened or looked up for an account outside `run`; the message if it was too much, else null. */
  overViews(account: Account): Message | null;
}

/** The queue did not say that it has the command: the person is told that we couldn’t confirm it. */
export class NotConfirmed extends Error {
  constructor(options?: ErrorOptions) {
    super('The queue did not confirm the command in time', options);
    this.name = 'NotConfirmed';
  }
}
