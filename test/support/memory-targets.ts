import { accountKey } from '../../src/domain/identity.ts';
import type { TargetRecord, TargetStore } from '../../src/ports/targets.ts';
import { untouched } from '../../src/ports/targets.ts';

/** Targets in memory, as the contract has them, for tests that run thousands of courses. */
export function memoryTargets(): TargetStore {
  const all = new Map<string, TargetRecord>();
  const now = <T>(value: T): Promise<T> => Promise.resolve(value);
  const mine = (id: string, claimedAt: number) => {
    const record = all.get(id);
    return record?.claimedAt === claimedAt ? record : null;
  };
  return {
    look(account, role, at) {
      const id = `${accountKey(account)}/${role}`;
      const known = all.get(id) ?? { id, account, role, lookAt: null, asked: 0, claimedAt: null, state: untouched };
      const next = { ...known, asked: known.asked + 1, lookAt: Math.min(known.lookAt ?? at, at) };
      all.set(id, next);
      return now(next);
    },
    byId: (id) => now(all.get(id) ?? null),
    claim(id, at, leaseMs) {
      const record = all.get(id);
      if (!record || (record.claimedAt !== null && record.claimedAt > at - leaseMs)) return now(null);
      all.set(id, { ...record, claimedAt: at, lookAt: at + leaseMs });
      return now(record);
    },
    keep(id, claimedAt, at, leaseMs, state) {
      const record = mine(id, claimedAt);
      if (record) all.set(id, { ...record, state, claimedAt: at, lookAt: at + leaseMs });
      return now(record !== null);
    },
    settle(id, { claimedAt, asked }, state, lookAt) {
      const record = mine(id, claimedAt);
      if (!record) return now({ is: 'lost' });
      if (record.asked !== asked) return now({ is: 'again', asked: record.asked });
      all.set(id, { ...record, state, lookAt, claimedAt: null });
      return now({ is: 'settled' });
    },
    due: (at) => now([...all.values()].flatMap(({ id, lookAt }) => (lookAt !== null && lookAt <= at ? [id] : []))),
    ofAccount: (account) => now([...all.values()].filter((one) => accountKey(one.account) === accountKey(account))),
    ofRole: (_platform, role) => now([...all.values()].filter((one) => one.role === role)),
    rolesGiven: () =>
      now(
        [...all.values()].flatMap(({ account, role, state }) =>
          state.given ? [{ platform: account.platform, role }] : [],
        ),
      ),
  };
}
