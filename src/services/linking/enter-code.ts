import type { Call } from '../../domain/call.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import { readCode } from '../../domain/link-code.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import { fits } from './code.ts';
import { confirmMessage, mostGuesses, mostTries } from './messages.ts';
import type { Checked, LinkSides } from './sides.ts';
import { done, no } from './sides.ts';
import type { LinkTell } from './tell.ts';
import { words } from '../../words/index.ts';

/** The second step: the named account enters the code, and both sides are asked. */
export function createLinkEnter(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  sides: LinkSides,
  tell: LinkTell,
  journal: Journal,
) {
  return async function enter(call: Call, typed: string): Promise<Checked<Message>> {
    const { account, delivery } = call;
    const own = await sides.side(account);
    if (!own.ok) return own;
    const now = clock.now();
    if (!(await store.links.guess('code', account, delivery, now, mostGuesses))) {
      return no(() => words.linkRefused.tooManyCodes);
    }
    const code = readCode(typed);
    const live = await store.links.live(now);
    const found = code === null ? undefined : live.find(({ secret }) => secret !== null && fits(code, secret));
    const entered = found ? await store.links.enter(found.id, account, call.reply, now) : null;
    if (!entered?.other) {
      const tried = found
        ? [found]
        : live.filter(({ other }) => other && accountKey(other.account) === accountKey(account));
      for (const link of tried) await count(link, call);
      // The same for a code that is wrong, used, late, or meant for another account: nothing is learnt by trying.
      return no(() => words.linkRefused.wrongCode);
    }
    await store.links.forgive('code', account, delivery, now);
    const pair = await sides.pair(entered.starter.account, entered.other.account);
    if (!pair.ok) return pair;
    const message = () => confirmMessage(entered, pair.value);
    await tell.side(entered.starter, `asked-${entered.id}`, message);
    return done(message());
  };

  /** Who started hears when the tries are used up: somebody else may be guessing. */
  async function count(link: LinkRecord, { account, delivery }: Call): Promise<void> {
    if ((await store.links.tried(link.id, delivery, mostTries)) !== 'spent') return;
    await journal([
      {
        key: `link-spent/${link.id}`,
        event: 'refused',
        actorLabel: accountKey(account),
        facts: { code: 'link', asked: 'link', account: accountKey(link.starter.account), tries: mostTries },
        via: account.platform,
      },
    ]);
    await tell.side(link.starter, `spent-${link.id}`, () => say(words.linking.spent(mostTries), 'bad'));
  }
}

export type LinkEnter = ReturnType<typeof createLinkEnter>;
