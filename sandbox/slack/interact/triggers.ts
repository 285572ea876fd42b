import { randomBytes } from 'node:crypto';
import { refusal } from '../refusal.ts';

const LIFE_MS = 3000;

export interface Trigger {
  user: string;
  /** The modal in which the interaction happened, for views.push. */
  viewId?: string;
}

export interface Triggers {
  issue: (trigger: Trigger) => string;
  /** Takes a trigger once. @throws a refusal: invalid_trigger_id, expired_trigger_id, exchanged_trigger_id */
  take: (id: string | undefined) => Trigger;
}

/** Trigger ids: each lives three seconds and opens one modal. @param now in milliseconds */
export function createTriggers(now: () => number): Triggers {
  const issued = new Map<string, Trigger & { at: number; isUsed: boolean }>();
  return {
    issue: (trigger) => {
      const id = `${now()}.${issued.size + 1}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { ...trigger, at: now(), isUsed: false });
      return id;
    },
    take: (id) => {
      const trigger = issued.get(id ?? '');
      if (trigger === undefined) throw refusal('invalid_trigger_id');
      if (trigger.isUsed) throw refusal('exchanged_trigger_id');
      if (now() - trigger.at > LIFE_MS) throw refusal('expired_trigger_id');
      trigger.isUsed = true;
      return trigger;
    },
  };
}
