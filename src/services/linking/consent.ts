import type { Account } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Sentence } from '../said.ts';
import { accountsAt } from '../identity/address.ts';
import type { Deps } from '../deps.ts';
import { isLinked, personRef } from '../identity/identify.ts';
import { notMeUntil } from '../identity/not-me.ts';
import { consentMessage } from './messages.ts';
import type { Checked, LinkSides, Side } from './sides.ts';
import { done, no, shown } from './sides.ts';
import type { LinkTell } from './tell.ts';
import { words } from '../../words/index.ts';

/** How long the side that is asked has, in ms (A7); then a Latchkey administrator decides. */
export const consentMs = 24 * 3_600_000;

/** Who has to agree that an account becomes a person's, where an e-mail proves that they are the same (A7). */
export function createLinkConsent(deps: Pick<Deps, 'store' | 'chats' | 'clock'>, sides: LinkSides, tell: LinkTell) {
  const { store, chats } = deps;
  /**
   * The account of whoever has this e-mail that is asked. Null: nobody has to be, since no account of theirs is there, or
   * none that could answer (then an administrator decides). Refused where the e-mail is of somebody outside, and where they
   * said lately that the account isn't theirs.
   */
  async function sideOf(email: string, joining: Account, by: 'sign-in' | 'vouched'): Promise<Checked<Side | null>> {
    const own = await sides.side(joining);
    if (!own.ok) return own;
    const { person } = own.value;
    if (person) {
      return no(() => words.linkRefused.alreadyLinked(shown(own.value), person.label));
    }
    const before = await store.people.byEmail(email);
    // Whoever has the e-mail in another chat and was never seen is met here; then their account is asked as well.
    let why: Sentence | null = null;
    for (const account of await accountsAt(email, chats)) {
      const there = await sides.side(account);
      if (there.ok) continue;
      const { args } = there.refusal;
      why = () => words.linkRefused.aboutEmail(email, nameOf(account), words.refusal(args));
    }
    const owner = await store.people.byEmail(email);
    if (!owner || owner.accounts.length === 0) return why === null ? done(null) : no(why);
    const until = await notMeUntil(deps, joining, owner.id, by);
    if (until !== null)
      return no(() => words.linkRefused.notAskedAgain(email, new Date(until).toISOString().slice(0, 10)));
    // By the account that their platform proves rather than by one that was linked itself.
    const accounts = [...owner.accounts].sort((one, two) => Number(isLinked(one)) - Number(isLinked(two)));
    for (const { account } of accounts) {
      const side = await sides.side(account);
      if (side.ok && side.value.person?.id === owner.id) return done(side.value);
    }
    // Who can't be judged now is asked all the same, and has as long as anybody.
    for (const bound of accounts) {
      const { account, name } = bound;
      if (await sides.canAnswer(account)) {
        return done({ account, chat: nameOf(account), name, person: personRef(owner), bound });
      }
    }
    return before || why === null ? done(null) : no(why);
  }

  /** Asks the side that has an account; gives what the one who signed in reads. */
  async function ask(link: LinkRecord, side: Side): Promise<Message> {
    const joining = await sides.side(link.starter.account);
    if (!joining.ok) return say(words.refusal(joining.refusal.args), 'bad');
    const until = (await store.links.byId(link.id))?.expiresAt ?? 0;
    await tell.each([side.account], side.person?.id ?? null, `consent-${link.id}`, () =>
      consentMessage(link, side, joining.value, until),
    );
    return {
      summary: words.linking.askedSummary(side.chat),
      tone: 'waiting',
      blocks: [{ kind: 'text', text: words.linking.asked(shown(side), until) }],
    };
  }

  function nameOf({ platform }: Account): string {
    return chats.get(platform)?.name ?? platform;
  }

  return { sideOf, ask };
}

export type LinkConsent = ReturnType<typeof createLinkConsent>;
