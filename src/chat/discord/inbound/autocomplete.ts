import pTimeout from 'p-timeout';
import type { CompletionQuestion, Suggestion } from '../../../domain/command-description.ts';
import { cut } from '../../../domain/cut.ts';
import type { Account } from '../../../domain/identity.ts';
import type { Commands } from '../../../ports/commands.ts';
import type { Log } from '../../../ports/log.ts';

/** Discord's limits. */
const most = { choices: 25, length: 100 } as const;
/** Beyond this nobody waits while typing, in ms. */
const budgetMs = 90;

/** What to offer while somebody types; nothing where it takes too long or cannot be had. Never throws. */
export async function suggest(
  { complete }: Pick<Commands, 'complete'>,
  account: Account,
  question: CompletionQuestion,
  log: Log,
): Promise<readonly Suggestion[]> {
  const found: Promise<readonly Suggestion[]> = complete(account, question, most.choices).catch((error: unknown) => {
    log.warn({ err: error, option: question.option }, 'nothing could be offered while somebody typed');
    return [];
  });
  const offers = await pTimeout(found, { milliseconds: budgetMs, fallback: () => [] });
  return offers
    .filter(({ value }) => value !== '' && value.length <= most.length && value.isWellFormed())
    .slice(0, most.choices)
    .map(({ name, value }) => ({ name: cut(name || value, most.length), value }));
}
