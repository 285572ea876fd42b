import { isInForce } from '../../domain/access.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { ChatRefused, ChatUnavailable } from '../../ports/chat.ts';
import { TryLater } from '../../ports/queue.ts';
import type { TargetAttempt, TargetState } from '../../ports/targets.ts';
import type { Deps } from '../deps.ts';
import { isStale, mayHold, personRef } from '../identity/identify.ts';
import type { RoleGone } from './role-gone.ts';
import type { Step, Want } from './plan.ts';
import { nextStep, pauseMs } from './plan.ts';
import type { Look, TargetReport } from './report.ts';
import type { TargetRoles } from './roles.ts';
import { givingReason } from './words.ts';
import { words } from '../../words/index.ts';

/** How long somebody may look and act before another takes over: longer than a platform's request takes. */
const leaseMs = 10_000;
/** Longer than the adapters wait for an answer (7 s). */
const requestMs = 8_000;
const maxTurns = 40;

/**
 * Brings one role of one account to what all accesses in force want of it (DESIGN §4, target): one at a time, everything
 * recorded before it is done and after. May be broken off anywhere and run again; what it could not do is due again.
 */
export function createConverge(
  { store, queue, directory, clock, log }: Pick<Deps, 'store' | 'queue' | 'directory' | 'clock' | 'log'>,
  roles: TargetRoles,
  { report, note, tell, whyTaken }: TargetReport,
  gone: RoleGone,
  chat: {
    /** Returns where nothing is known to block the chat; else throws `TryLater`. */
    readonly enter: (platform: string) => Promise<void>;
    /** The chat refuses everything, or may. */
    readonly refused: (platform: string) => Promise<unknown>;
  } = { enter: () => Promise.resolve(), refused: () => Promise.resolve() },
) {
  return async function converge(id: string): Promise<void> {
    await begin(id, null);
  };

  /** False: somebody else is at it. `late`: what a process did after it had lost its claim, so that it is not taken for done by hand. */
  async function begin(id: string, late: TargetAttempt | null): Promise<boolean> {
    const at = clock.now();
    const record = await store.targets.claim(id, at, leaseMs);
    if (record === null) return false;
    if (roles.rolesOf(record.account.platform) === null) {
      // Its platform is off: when it is on again, the scan at the start finds what has changed.
      await store.targets.settle(id, { claimedAt: at, asked: record.asked }, record.state, null);
      return true;
    }
    const nobody = { wants: [], member: null, restore: false };
    const look: Look = {
      record,
      claimedAt: at,
      asked: record.asked,
      state: late === null ? record.state : withLate(record.state, late),
      person: record.state.person,
      mayHold: true,
      seen: false,
      gone: null,
      sight: nobody,
    };
    // Whoever had it before may have begun something that is still under way.
    const before = record.claimedAt;
    await settle(look, before === null ? null : at + requestMs);
    return true;
  }

  /** Looks and acts until nothing is left to do, then ends the claim. `again`: look once more then, whatever there is. */
  async function settle(look: Look, again: number | null): Promise<void> {
    for (let turn = 0; turn < maxTurns; turn++) {
      const rest = await work(look);
      if (rest === 'lost') return handOver(look);
      await note(look);
      const accesses = settled(look, rest);
      const away = rest.inOrder ? 0 : look.state.away;
      const state: TargetState = { ...look.state, away, person: look.person ?? look.state.person, accesses };
      const told = await tell(look, state);
      const times = [rest.lookAt, again, told.untold === null ? null : clock.now() + 30_000].filter(
        (one) => one !== null,
      );
      const lookAt = times.length === 0 ? null : Math.min(...times);
      const end = await store.targets.settle(look.record.id, look, told, lookAt);
      if (end.is === 'settled') return;
      if (end.is !== 'again') return handOver(look);
      look.asked = end.asked;
      look.state = told;
    }
    log.warn({ target: look.record.id }, 'a role changes faster than it can be followed: it is looked at again later');
  }

  /** Somebody else has the claim, perhaps with what was true before we acted: they, or anybody, look once more. */
  async function handOver({ record, state }: Look): Promise<void> {
    await store.targets.look(record.account, record.role, clock.now());
    for (let turn = 0; state.attempt !== null && turn < 20; turn++) {
      if (await begin(record.id, state.attempt)) return;
      await clock.sleep(1_000);
    }
    await queue.effect({ name: 'converge', target: record.id }, `converge-${record.id}`).catch(() => undefined);
  }

  async function work(look: Look): Promise<Rest | 'lost'> {
    try {
      await chat.enter(look.record.account.platform);
      await see(look);
      if (await isGone(look)) return await roleIsGone(look);
    } catch (error) {
      return unseen(look, error);
    }
    for (let turn = 0; turn < maxTurns; turn++) {
      const step = nextStep(look.state, look.sight, clock.now());
      switch (step.do) {
        case 'rest':
          return step;
        case 'change':
          look.state = step.then;
          break;
        case 'record':
          await report(look, step);
          look.state = { ...withDrift(step, look.sight), told: look.state.told };
          if (!(await keep(look))) return 'lost';
          break;
        case 'act': {
          const before = look.state;
          look.state = step.then;
          if (!(await keep(look))) {
            look.state = before;
            return 'lost';
          }
          const stopped = await act(look, step.what, before.attempt);
          if (stopped !== null) return stopped;
          if (!(await keep(look))) return 'lost';
        }
      }
    }
    return { do: 'rest', lookAt: clock.now() + pauseMs(1), inOrder: false };
  }

  /** What Latchkey gave isn't there any more: because somebody took it, or because there is no such role any more. */
  async function isGone({ record, state, sight }: Look): Promise<boolean> {
    if (state.given === null || state.drift !== null || sight.member?.has !== false) return false;
    return roles.isGone({ platform: record.account.platform, role: record.role });
  }

  /** Reported once for the role; nothing is recorded about who held it. */
  async function roleIsGone(look: Look): Promise<Rest> {
    const one = { platform: look.record.account.platform, role: look.record.role };
    await gone.report(one);
    look.gone = gone.sentence(one);
    return { do: 'rest', lookAt: null, inOrder: false };
  }

  /** Reads what the accesses want, and what the account holds. */
  async function see(look: Look): Promise<void> {
    await seeWants(look);
    const { account, role } = look.record;
    const held = await platformOf(look).held(account, { fresh: true });
    const member = held && { has: held.roles.includes(role), memberSince: held.memberSince };
    look.sight = { ...look.sight, member };
    look.seen = true;
  }

  async function seeWants(look: Look): Promise<void> {
    const one = { platform: look.record.account.platform, role: look.record.role };
    const bound = await store.people.byAccount(look.record.account);
    const person = bound && !isStale(bound, directory) ? await store.people.byId(bound.person) : null;
    const giving = new Set(roles.entitlementsOf(one));
    const now = clock.now();
    look.mayHold = bound !== null && person !== null && mayHold(bound, person, directory);
    const open = person === null || !look.mayHold || giving.size === 0 ? [] : await store.accesses.openOf(person.id);
    const wants = open
      .filter((access) => isInForce(access, now) && giving.has(entitlementKey(access.entitlement)))
      .map((access): Want => ({ id: access.id, entitlement: entitlementKey(access.entitlement), until: access.until }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    look.person = person && personRef(person);
    look.sight = { ...look.sight, wants, restore: roles.isRestored(one) };
  }

  /** The platform could not be asked. */
  async function unseen(look: Look, error: unknown): Promise<Rest> {
    if (error instanceof TryLater) return { do: 'rest', lookAt: clock.now() + error.ms, inOrder: false };
    if (error instanceof ChatRefused) return fail(look, error, 'give');
    return later(look, error);
  }

  /**
   * Gives or takes; null: it is done, or what was seen has changed, and the next step follows. What was certainly not done
   * leaves open what was begun `earlier`.
   */
  async function act(look: Look, what: 'give' | 'take', earlier: TargetAttempt | null): Promise<Rest | null> {
    const { account, role } = look.record;
    // What is known to hinder it is looked at, not tried: a platform may ban who is refused too often.
    const hindrance = await hinders(look);
    if (hindrance !== null) {
      look.state = { ...look.state, attempt: earlier };
      return failed(look, hindrance, what);
    }
    try {
      const reason = what === 'give' ? givingReason(look.sight.wants) : await whyTaken(look);
      await platformOf(look)[what](account, role, reason);
    } catch (error) {
      const isUndone =
        error instanceof ChatRefused || (error instanceof ChatUnavailable && error.retryAfterMs !== null);
      if (isUndone) look.state = { ...look.state, attempt: earlier };
      return error instanceof ChatRefused ? refused(look, error, what) : later(look, error);
    }
    // What was wanted before may not be wanted any more: the accesses have the last word.
    await seeWants(look);
    const { member } = look.sight;
    if (member !== null) look.sight = { ...look.sight, member: { ...member, has: what === 'give' } };
    return null;
  }

  /** Refused: because they have left, or because something has to be mended. */
  async function refused(look: Look, error: ChatRefused, what: 'give' | 'take'): Promise<Rest | null> {
    try {
      await see(look);
    } catch (problem) {
      return problem instanceof ChatRefused ? fail(look, error, what) : later(look, problem);
    }
    const { member, wants } = look.sight;
    const isOver = member === null || member.has === (what === 'give') || wants.length > 0 !== (what === 'give');
    return isOver ? null : fail(look, error, what);
  }

  /** Recorded once for each sentence, tried again with growing pauses. */
  async function fail(look: Look, error: ChatRefused, what: 'give' | 'take'): Promise<Rest> {
    const one = { platform: look.record.account.platform, role: look.record.role };
    const name = await roles.name(one);
    const refusal = words.roles.refused(roles.chatName(one), what, name, error.code);
    return failed(look, (await roles.obstacleNow(one)) ?? refusal, what);
  }

  /** Why it can't be done now; null: nothing is known to hinder it. What was known a moment ago is read again. */
  async function hinders({ record }: Look): Promise<string | null> {
    const one = { platform: record.account.platform, role: record.role };
    return (await roles.obstacle(one)) === null ? null : roles.obstacleNow(one);
  }

  async function failed(look: Look, sentence: string, what: 'give' | 'take'): Promise<Rest> {
    const known = look.state.failure;
    const times = (known?.times ?? 0) + 1;
    look.state = { ...look.state, away: 0, failure: { sentence, times } };
    if (known?.sentence !== sentence) {
      const { count } = look.state;
      await report(look, { what: 'failed', count }, sentence, what);
      look.state = { ...look.state, untold: { count, sentence, what: 'failed' } };
    }
    log.info({ target: look.record.id, sentence, times }, 'a role could not be given or taken');
    return { do: 'rest', lookAt: clock.now() + pauseMs(times), inOrder: false };
  }

  /** Told to wait, or not answered: then it may have been done all the same, and its attempt stays open. */
  async function later(look: Look, error: unknown): Promise<Rest> {
    if (!(error instanceof ChatUnavailable)) throw error;
    if (error.cause instanceof ChatRefused) await chat.refused(look.record.account.platform);
    const { retryAfterMs } = error;
    const away = look.state.away + 1;
    look.state = { ...look.state, away };
    const pause = retryAfterMs ?? Math.min(60_000, 2_000 * 2 ** Math.min(away - 1, 10));
    log.debug({ err: error, target: look.record.id, pause }, 'a role has to wait');
    return { do: 'rest', lookAt: clock.now() + pause, inOrder: false };
  }

  /** Renews the claim with what is known now; false: somebody else has it. */
  async function keep(look: Look): Promise<boolean> {
    const now = clock.now();
    const state = { ...look.state, person: look.person ?? look.state.person };
    if (!(await store.targets.keep(look.record.id, look.claimedAt, now, leaseMs, state))) return false;
    look.claimedAt = now;
    return true;
  }

  function platformOf({ record }: Look) {
    const found = roles.rolesOf(record.account.platform);
    if (found === null) throw new Error(`${record.account.platform} has no roles`);
    return found;
  }
}

export type Converge = ReturnType<typeof createConverge>;

type Rest = Extract<Step, { do: 'rest' }>;

/** A role that was given or taken late is ours all the same, unless the state knows better already. */
function withLate(state: TargetState, late: TargetAttempt): TargetState {
  const isNews = state.attempt === null && (state.given === null) === (late.what === 'give');
  return isNews ? { ...state, attempt: late } : state;
}

/** A role that somebody gave by hand, and that stays, has to be told of: people can make it an access, or take it away. */
function withDrift(
  { what, count, then }: Extract<Step, { do: 'record' }>,
  { wants, restore }: Look['sight'],
): TargetState {
  const stays = what === 'given-by-hand' && wants.length === 0 && !restore;
  return stays ? { ...then, untold: { count, sentence: '', what: 'drift' } } : then;
}

/** The accesses to name when it ends: those that want it, and while it is not in order those that did. */
function settled({ state, sight }: Look, { inOrder }: Rest): readonly string[] {
  const wanted = sight.wants.map(({ id }) => id);
  return inOrder ? wanted : [...new Set([...state.accesses, ...wanted])];
}
