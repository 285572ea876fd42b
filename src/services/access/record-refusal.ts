import { accountKey } from '../../domain/identity.ts';
import type { Account, PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRecorded } from '../../domain/refusal.ts';
import type { Deps } from '../deps.ts';
import { personRef } from '../identity/identify.ts';
import type { Journal, Note } from '../audit/journal.ts';
import { recordedRefusal } from '../in-english.ts';
import { words } from '../../words/index.ts';

/** What one person is refused within an hour beyond this is only counted (DESIGN §4, _Budgets_). */
export const mostRefusals = 20;
const hourMs = 3_600_000;
const batch = 200;

type Refused = Omit<Note, 'key' | 'event' | 'because'> & {
  /** The command that was refused. */
  readonly id: string;
  readonly refusal: Refusal;
  /** When the chat received it, in ms. */
  readonly heardAt: number;
};

/**
 * What is recorded of refusals, so that nobody fills the record: of whoever isn't inside one an hour, of each person 20 in
 * any hour, and then one entry that says how many there were.
 */
export function createRefusedRecord({ store, clock }: Pick<Deps, 'store' | 'clock'>, journal: Journal) {
  /** Whether a refusal of this person is still recorded by itself; else it has been counted. */
  async function isKept(by: PersonRef | string, command: string): Promise<boolean> {
    const who = typeof by === 'string' ? { person: null, label: by } : { person: by.id, label: by.label };
    const at = clock.now();
    const name = `refusals ${who.person ?? `account ${who.label}`}`;
    if ((await store.budgets.take(name, command, at, mostRefusals)) === null) return true;
    await store.budgets.countRefusal(who, command, at);
    return false;
  }

  /** Counts a refusal whose access has no room for it any more. Run again, it counts once. */
  async function count({ id, label }: PersonRef, command: string): Promise<void> {
    await store.budgets.countRefusal({ person: id, label }, command, clock.now());
  }

  return {
    isKept,
    count,

    /** A refusal of somebody whom we don't know as a person inside. */
    async ofAccount(account: Account, refused: Refused): Promise<void> {
      if (!isRecorded(refused.refusal.code)) return;
      const label = accountKey(account);
      const hour = Math.floor(refused.heardAt / hourMs);
      await note({ ...refused, actorLabel: label }, `refused/${label}/${hour}`);
    },

    async of(actor: PersonRef | string | null, refused: Refused): Promise<void> {
      if (!isRecorded(refused.refusal.code)) return;
      if (actor !== null && !(await isKept(actor, refused.id))) return;
      const who = typeof actor === 'string' ? { actorLabel: actor } : { actor };
      await note({ ...refused, ...who }, `refused/${refused.id}`);
    },

    /** Records the counts of hours that are over. Run again, or by another worker, it records nothing twice. */
    async recordCounts(): Promise<number> {
      const counts = await store.budgets.refusalCounts(clock.now(), batch);
      for (const { id, person, label, hour, count } of counts) {
        const known = person === null ? null : await store.people.byId(person);
        await journal([
          {
            key: `refused-count/${id}`,
            event: 'refused',
            ...(person === null ? { actorLabel: label } : { actor: known ? personRef(known) : { id: person, label } }),
            facts: { code: 'counted', count, since: hour * hourMs, sentence: sentence(count, hour) },
            via: 'clock',
          },
        ]);
        await store.budgets.forgetRefusals(id);
      }
      return counts.length;
    },
  };

  async function note({ id: _id, heardAt: _heardAt, refusal, ...rest }: Refused & Partial<Note>, key: string) {
    const facts = { ...recordedRefusal(refusal), ...rest.facts };
    await journal([{ ...rest, key, event: 'refused', because: refusal.because, facts }]);
  }
}

function sentence(count: number, hour: number): string {
  const [from = '', to = ''] = [hour, hour + 1].map((at) => new Date(at * hourMs).toISOString().slice(11, 16));
  return words.audit.counted(count, from, to, mostRefusals);
}

export type RefusedRecord = ReturnType<typeof createRefusedRecord>;
