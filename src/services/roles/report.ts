import type { Access } from '../../domain/access.ts';
import { isInForce } from '../../domain/access.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import { accountKey } from '../../domain/identity.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { TargetNote, TargetRecord, TargetState } from '../../ports/targets.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import type { TellDrift } from './drift-report.ts';
import { targetFailed } from './failed-message.ts';
import type { Sight, TargetEvent } from './plan.ts';
import type { TargetRoles } from './roles.ts';
import { endedText, eventSentence, takingReason, wantsText } from './words.ts';
import { words } from '../../words/index.ts';

/** A look under way: what is written goes through it. */
export interface Look {
  readonly record: TargetRecord;
  /** Renewed with every write. */
  claimedAt: number;
  asked: number;
  state: TargetState;
  person: PersonRef | null;
  /** False: whoever has the account is not inside any more where they are known, so nothing is wanted of it. */
  mayHold: boolean;
  /** Whether `sight` is what the platform said. */
  seen: boolean;
  sight: Sight;
  /** The role itself is gone: what to say of it. */
  gone: string | null;
}

/** What is said of a role that was looked at: in the record, on the accesses concerned, and to people. */
export function createTargetReport(
  { store, queue, clock, log }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log'>,
  roles: TargetRoles,
  journal: Journal,
  notify: Pick<Notify, 'person' | 'administrators'>,
  drift: TellDrift,
) {
  return { report, note, tell, whyTaken };

  /** Records what happened, once for each attempt. */
  async function report(
    look: Look,
    { what, count }: { readonly what: TargetEvent; readonly count: number },
    why = '',
    failed: 'give' | 'take' = 'give',
  ): Promise<void> {
    const { record, sight, state } = look;
    const { platform } = record.account;
    const one = { platform, role: record.role };
    const name = await roles.name(one);
    const attempt = state.attempt?.what;
    const took = what === 'failed' ? failed === 'take' : attempt === 'take';
    const by = what === 'taken' ? await whyTakenText(look) : wantsText(sight.wants);
    const sentence = eventSentence(
      what,
      { name, chat: roles.chatName(one) },
      {
        by,
        why,
        took,
        restores: sight.restore && (what === 'given-by-hand' ? sight.wants.length === 0 : sight.wants.length > 0),
        isMember: sight.member !== null,
        already: what === 'given' && attempt === undefined,
      },
    );
    const accesses = sight.wants.length > 0 ? sight.wants.map(({ id }) => id) : state.accesses;
    const [want] = sight.wants;
    const person = look.person ?? state.person;
    const account = accountKey(record.account);
    await journal([
      {
        key: `target/${record.id}/${count}/${what}`,
        event: 'roster',
        subject: person,
        subjectLabel: account,
        entitlement: want === undefined ? null : parseEntitlementKey(want.entitlement),
        facts: {
          what,
          platform,
          role: record.role,
          roleName: name,
          accesses: [...accesses],
          account,
          required: sight.wants.length > 0,
          seq: state.told + 1,
          sentence,
        },
        via: 'clock',
      },
    ]);
    look.state = { ...state, told: state.told + 1 };
  }

  async function ended(look: Look): Promise<readonly Access[]> {
    const wanted = new Set(look.sight.wants.map(({ id }) => id));
    const gone = look.state.accesses.filter((id) => !wanted.has(id));
    const stored = await Promise.all(gone.map((id) => store.accesses.byId(id)));
    return stored.flatMap((one) => (one ? [one.access] : [])).filter((one) => !isInForce(one, clock.now()));
  }

  async function whyTaken(look: Look): Promise<string> {
    return takingReason(await ended(look), otherwise(look));
  }

  async function whyTakenText(look: Look): Promise<string> {
    const over = await ended(look);
    return over.length > 0 ? endedText(over) : otherwise(look);
  }

  function otherwise({ person, mayHold, record, state }: Look): string {
    if (roles.entitlementsOf({ platform: record.account.platform, role: record.role }).length === 0) {
      return words.roles.why.notConfigured;
    }
    if (state.takenBy !== null) return words.roles.why.decided(state.takenBy.label);
    if (person === null && state.person !== null) return words.roles.why.unlinked;
    if (person !== null && !mayHold) return words.roles.why.left;
    return words.roles.why.noAccess;
  }

  /** Notes on the accesses concerned what became of the role that they give, and has their cards follow. */
  async function note(look: Look): Promise<void> {
    const { record, sight, state } = look;
    if (!look.seen && state.failure === null) return;
    const { wants, member } = sight;
    const wanted = new Set(wants.map(({ id }) => id));
    const { platform } = record.account;
    const one = { platform, role: record.role };
    const is = look.gone === null ? standing(state, sight) : ({ wanted: 'failed', ended: null } as const);
    for (const id of new Set([...wanted, ...state.accesses])) {
      const own = wanted.has(id) ? is.wanted : wanted.size > 0 && member?.has === true ? 'kept' : is.ended;
      if (own === null) continue;
      const sentence = own === 'failed' ? (look.gone ?? state.failure?.sentence ?? null) : null;
      const noted: TargetNote = {
        ...one,
        name: await roles.name(one),
        account: accountKey(record.account),
        is: own,
        sentence,
      };
      if (await store.accesses.noteTarget(id, noted, clock.now())) {
        await queue.effect({ name: 'outbox', access: id }, `outbox-${id}-${record.id}`).catch((error: unknown) => {
          log.warn({ err: error, access: id }, 'the cards will be found by the sweeper');
        });
      }
    }
  }

  /** Tells who it is about, and who can mend it; later where that cannot be done now. */
  async function tell(look: Look, state: TargetState): Promise<TargetState> {
    const { untold } = state;
    if (untold === null) return state;
    const one = { platform: look.record.account.platform, role: look.record.role };
    const key = `target-${look.record.id}-${untold.count}`;
    const role = { name: await roles.name(one), chat: roles.chatName(one) };
    const person = look.person ?? state.person;
    try {
      if (untold.what === 'drift') {
        await drift({ ...look.record, state }, untold.count, look.mayHold ? look.person : null);
        return { ...state, untold: null };
      }
      if (person) await notify.person(person.id, key, () => targetFailed(role, untold.sentence, person, true));
      await notify.administrators(
        key,
        () => targetFailed(role, untold.sentence, person, false),
        person ? [person.id] : [],
      );
      return { ...state, untold: null };
    } catch (error) {
      log.debug({ err: error, target: look.record.id }, 'a failure will be told later');
      return state;
    }
  }
}

export type TargetReport = ReturnType<typeof createTargetReport>;

/** What to note on accesses that want the role, and on those that did; null: nothing is certain yet. */
function standing(
  { failure, drift, attempt }: TargetState,
  { member }: Sight,
): { readonly wanted: TargetNote['is'] | null; readonly ended: TargetNote['is'] | null } {
  if (failure !== null) return { wanted: 'failed', ended: 'failed' };
  if (member === null) return { wanted: 'left', ended: 'left' };
  if (attempt !== null) return { wanted: null, ended: null };
  if (member.has) return { wanted: 'given', ended: null };
  return { wanted: drift === 'taken-by-hand' ? 'taken-by-hand' : null, ended: 'taken' };
}
