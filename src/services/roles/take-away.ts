import { refuse } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import { accountKey } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import { voteRefusals } from '../../domain/vote-refusals.ts';
import { TryLater } from '../../ports/queue.ts';
import type { TargetRecord } from '../../ports/targets.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import type { TargetRoles } from './roles.ts';
import { inRecord, words } from '../../words/index.ts';

/** As long as another look at the role may take, in ms. */
const leaseMs = 10_000;

/**
 * Has a role that was given by hand taken away, by the same reconciliation that follows accesses. Whoever has authority over
 * what the role follows decides that, or a Latchkey administrator; nobody for themselves, nor for whoever counts as one with
 * them (A7).
 */
export function createTakeAway(
  { store, queue, directory, clock }: Pick<Deps, 'store' | 'queue' | 'directory' | 'clock'>,
  parts: {
    readonly authority: Pick<Authority, 'of'>;
    readonly humans: Humans;
    readonly roles: Pick<TargetRoles, 'name' | 'chatName' | 'entitlementsOf'>;
    readonly journal: Journal;
  },
) {
  return async function takeAway(target: string, actor: Identified, command: string): Promise<Settled> {
    const record = await store.targets.byId(target);
    if (record === null) return refuse('not-yours', () => words.roles.removing.unknown);
    if (!(await mayDecide(record, actor))) {
      return refuse('no-authority', () => words.roles.removing.noAuthority);
    }
    const bound = await store.people.byAccount(record.account);
    const holder = bound === null ? null : await store.people.byId(bound.person);
    if (holder !== null) {
      const humans = await parts.humans.of([actor.person.id, holder.id], null);
      if (countAsOne(humans, actor.person.id, holder.id, clock.now())) {
        return { ok: false, refusal: voteRefusals.ownRole() };
      }
    }
    const role = { platform: record.account.platform, role: record.role };
    const roleName = await parts.roles.name(role);
    const name = () => words.roles.inChat(roleName, parts.roles.chatName(role));
    if (record.state.drift !== 'given-by-hand' && record.state.takenBy === null) {
      return refuse('stale', () => words.roles.removing.changed(name()));
    }
    const sentence = inRecord(() => words.roles.removing.recorded(name()));
    const facts = { what: 'take-away', ...role, account: accountKey(record.account), sentence };
    await parts.journal([
      {
        key: `target/${record.id}/take-away/${command}`,
        event: 'roster',
        actor: actor.person,
        subject: record.state.person,
        subjectLabel: accountKey(record.account),
        facts,
        via: actor.account.platform,
      },
    ]);
    await order(record, actor);
    return { ok: true, sentence: words.roles.removing.done(name()) };
  };

  async function mayDecide({ account, role }: TargetRecord, actor: Identified): Promise<boolean> {
    if (directory.isLatchkeyAdministrator(actor.emails)) return true;
    const person = await store.people.byId(actor.person.id);
    for (const key of parts.roles.entitlementsOf({ platform: account.platform, role })) {
      const entitlement = parseEntitlementKey(key);
      if (person && entitlement && (await parts.authority.of(person, entitlement, { fresh: true }))) return true;
    }
    return false;
  }

  /** Writes it down under a claim of its own, and has the role looked at. */
  async function order({ id }: TargetRecord, { person }: Identified): Promise<void> {
    const at = clock.now();
    const claimed = await store.targets.claim(id, at, leaseMs);
    if (claimed === null) throw new TryLater('the role is being looked at', 1_000);
    const state = { ...claimed.state, takenBy: person };
    await store.targets.keep(id, at, at, leaseMs, state);
    await store.targets.settle(id, { claimedAt: at, asked: claimed.asked }, state, at);
    await queue.effect({ name: 'converge', target: id }, `converge-${id}`).catch(() => undefined);
  }
}

export type TakeAway = ReturnType<typeof createTakeAway>;
