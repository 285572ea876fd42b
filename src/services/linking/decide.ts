import type { Account, PersonId } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import { notMeKey } from '../identity/not-me.ts';
import type { LinkFinish } from './finish.ts';
import type { Checked, LinkSides } from './sides.ts';
import { done, no, shown } from './sides.ts';
import type { LinkTell } from './tell.ts';
import { words } from '../../words/index.ts';

/** The last step: both sides say yes, in either order, or one of them says no. Repeated, each gives its first outcome. */
export function createLinkDecide(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  sides: LinkSides,
  finish: LinkFinish,
  tell: LinkTell,
  journal: Journal,
) {
  return { confirm, refuse };

  async function confirm(id: string, account: Account): Promise<Checked<Message>> {
    const before = await store.links.byId(id);
    const side = before && sideOf(before, account);
    if (!side) return no(() => words.linkRefused.over);
    const standing = await sides.side(account);
    if (!standing.ok) return standing;
    const link = await store.links.confirm(id, side, clock.now());
    const other = link && (side === 'starter' ? link.other : link.starter);
    if (!link || !other) return no(() => words.linkRefused.over);
    if (link.state === 'done') return done(say(words.linking.alreadyConfirmed, 'good'));
    if (link.state === 'agreed') return finished(link, account);
    const mine = link[side]?.confirmedAt ?? null;
    if (link.state !== 'entered' || mine === null || clock.now() >= link.expiresAt)
      return no(() => words.linkRefused.over);
    return done({
      summary: words.linking.confirmedSummary,
      tone: 'waiting',
      blocks: [{ kind: 'text', text: words.linking.confirmed(link.expiresAt) }],
    });
  }

  async function finished(link: LinkRecord, account: Account): Promise<Checked<Message>> {
    const outcome = await finish(link, account);
    if (!outcome.ok) {
      const failed = () => say(words.refusal(outcome.refusal.args), 'bad');
      for (const one of others(link, account)) await tell.side(one, `failed-${link.id}`, failed);
      return outcome;
    }
    return done(say(words.linking.bothLinked(outcome.value.label), 'good'));
  }

  async function refuse(id: string, account: Account): Promise<Checked<Message>> {
    const link = await store.links.byId(id);
    if (!link || !sideOf(link, account)) return no(() => words.linkRefused.over);
    const standing = await sides.side(account);
    if (!standing.ok) return standing;
    const first = await store.links.refuse(id);
    if (!first && link.state !== 'refused') return no(() => words.linkRefused.over);
    await journal([
      {
        key: keyOf(link, account, standing.value.person?.id ?? null),
        event: 'refused',
        actor: standing.value.person,
        actorLabel: accountKey(account),
        facts: {
          code: 'link',
          asked: 'link',
          account: accountKey(link.starter.account),
          with: link.other ? accountKey(link.other.account) : null,
        },
        via: account.platform,
      },
    ]);
    const texts = () => say(words.linking.declinedBy(shown(standing.value)), 'ended');
    for (const one of others(link, account)) await tell.side(one, `refused-${id}`, texts);
    return done(say(words.linking.declined, 'ended'));
  }

  /** Where an e-mail says that the account is theirs, their word is remembered, and they aren't asked again soon. */
  function keyOf(link: LinkRecord, account: Account, person: PersonId | null): string {
    const { id, kind, starter, vouchedBy } = link;
    const isAsked = kind === 'sign-in' && sideOf(link, account) === 'other';
    if (!isAsked || person === null) return `link-refused/${id}`;
    return notMeKey(starter.account, person, vouchedBy === undefined ? 'sign-in' : 'vouched', clock.now());
  }
}

export type LinkDecide = ReturnType<typeof createLinkDecide>;

function sideOf({ kind, starter, other }: LinkRecord, account: Account): 'starter' | 'other' | null {
  if (kind === 'unlink') return null;
  const key = accountKey(account);
  if (accountKey(starter.account) === key) return 'starter';
  return other && accountKey(other.account) === key ? 'other' : null;
}

function others({ starter, other }: LinkRecord, account: Account) {
  return [starter, other].flatMap((one) => (one && accountKey(one.account) !== accountKey(account) ? [one] : []));
}
