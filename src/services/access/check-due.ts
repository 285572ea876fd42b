import type { Deps } from '../deps.ts';
import { lookOrder } from './facts.ts';
import type { Perform } from './handle-command.ts';

/** A timer that is this late, in ms, was lost with Redis or its worker. */
const lostMs = 1_000;
const batch = 200;
const atOnce = 10;

/** Does what an access's state and time ask for (DESIGN §3): a timer, or the time itself, only says that it's worth a look. */
export function createCheckDue({ store, clock, log }: Pick<Deps, 'store' | 'clock' | 'log'>, perform: Perform) {
  return { one, late };

  async function one(id: string): Promise<void> {
    const access = (await store.accesses.byId(id))?.access;
    if (!access) return;
    await perform(lookOrder(access, clock.now()), access);
  }

  /**
   * Carries out what is overdue by `byMs`, from MongoDB alone: an access ends within 5 s of its time also while Redis is
   * away or has just been emptied. One that fails holds up no other. Returns how many were overdue, at most 200.
   */
  async function late(byMs = lostMs): Promise<number> {
    const due = await store.accesses.due(clock.now() - byMs, batch);
    const waiting = due.map(({ id }) => id);
    const work = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        try {
          await one(id);
        } catch (error) {
          log.warn({ err: error, access: id }, 'An overdue access is checked again in a second');
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, work));
    return due.length;
  }
}

export type CheckDue = ReturnType<typeof createCheckDue>;
