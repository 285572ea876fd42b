import type { Access } from '../../domain/access.ts';
import type { PlatformRole } from '../../domain/catalogue.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Account } from '../../domain/identity.ts';
import { ChatRefused, ChatUnavailable } from '../../ports/chat.ts';
import type { TargetRecord } from '../../ports/targets.ts';
import type { Deps } from '../deps.ts';
import { wantingAccounts } from './holders.ts';
import type { TargetRoles } from './roles.ts';

/** How often the holders of all target roles are looked through, in ms; and after a look that failed. */
const scanEveryMs = 600_000;
const scanAgainMs = 30_000;

/** Has roles looked at that may have to be given or taken. Only that: what is to be done is read when the look comes. */
export function createTargets(
  { store, queue, directory, clock, log }: Pick<Deps, 'store' | 'queue' | 'directory' | 'clock' | 'log'>,
  roles: TargetRoles,
) {
  let nextScan = 0;
  const names = new Map<string, string>();
  return { lookAtAccess, lookAtAccount, lookAtPerson, lookAtRole, lookAtRoles, scan, scanWhenDue };

  /** A role has another name or is gone: whatever Latchkey knows of it is looked at, and what says its name follows. */
  async function lookAtRole({ platform, role }: PlatformRole): Promise<void> {
    for (const { account } of await store.targets.ofRole(platform, role)) await look(account, role);
  }

  /** A platform is there again: whatever Latchkey knows of its roles is looked at, and the next scan comes at once. */
  async function lookAtRoles(platform: string): Promise<void> {
    nextScan = 0;
    const given = await store.targets.rolesGiven();
    const all = new Map([...roles.each(), ...given].map((one) => [`${one.platform} ${one.role}`, one]));
    for (const one of all.values()) if (one.platform === platform) await lookAtRole(one);
  }

  /** An access began, ended or was changed: the roles that it gives are looked at, on every account of the person. */
  async function lookAtAccess(access: Access): Promise<void> {
    const targets = roles.of(access.entitlement);
    if (targets.length === 0) return;
    const person = await store.people.byId(access.person.id);
    for (const { account } of person?.accounts ?? []) {
      for (const { role } of targets.filter(({ platform }) => platform === account.platform)) await look(account, role);
    }
  }

  /**
   * An account was linked, unlinked or changed: every role that Latchkey knows of it is looked at, every target role that
   * it holds, and every one that its person's accesses give. A platform that is away does not hold this up.
   */
  async function lookAtAccount(account: Account): Promise<void> {
    const here = roles.each().filter(({ platform }) => platform === account.platform);
    const known = await store.targets.ofAccount(account);
    if (here.length === 0 && known.length === 0) return;
    const [held, wanted] = await Promise.all([heldBy(account), wantedBy(account)]);
    const found = here.filter(({ role }) => held.includes(role) || wanted.includes(role)).map(({ role }) => role);
    for (const role of new Set([...known.map((one) => one.role), ...found])) await look(account, role);
  }

  /** As `lookAtAccount`, for every account of the same person. */
  async function lookAtPerson(account: Account): Promise<void> {
    const bound = await store.people.byAccount(account);
    const person = bound && (await store.people.byId(bound.person));
    const accounts = new Map(
      [account, ...(person?.accounts ?? []).map((one) => one.account)].map((one) => [accountKey(one), one]),
    );
    for (const one of accounts.values()) await lookAtAccount(one);
  }

  /** Compares who holds the target roles with who should (drift), and has every difference looked at. */
  async function scan(): Promise<void> {
    const given = (await store.targets.rolesGiven()).filter(({ platform }) => roles.rolesOf(platform) !== null);
    const all = new Map([...roles.each(), ...given].map((one) => [`${one.platform} ${one.role}`, one]));
    for (const one of all.values()) await scanRole(one);
  }

  /** Scans when it is time to, after `before`; called often. */
  async function scanWhenDue(before: () => Promise<void>): Promise<void> {
    const now = clock.now();
    if (now < nextScan) return;
    nextScan = now + scanAgainMs;
    await before();
    await scan();
    nextScan = now + scanEveryMs;
  }

  /** Whether a role has another name than at the last scan of this process. */
  async function isRenamed(one: PlatformRole): Promise<boolean> {
    const key = `${one.platform} ${one.role}`;
    const [before, now] = [names.get(key), await roles.name(one)];
    names.set(key, now);
    return before !== undefined && before !== now;
  }

  async function scanRole(one: PlatformRole): Promise<void> {
    if (await isRenamed(one)) await lookAtRole(one);
    const holders = new Map(
      (await roles.rolesOf(one.platform)?.holders(one.role))?.map((each) => [accountKey(each), each]),
    );
    const wanting = await wantingAccounts({ store, directory, clock }, one.platform, roles.entitlementsOf(one));
    const records = new Map(
      (await store.targets.ofRole(one.platform, one.role)).map((each) => [accountKey(each.account), each]),
    );
    const accounts = new Map([
      ...holders,
      ...wanting,
      ...[...records].map(([key, each]) => [key, each.account] as const),
    ]);
    for (const [key, account] of accounts) {
      const record = records.get(key);
      if (record && record.lookAt !== null && record.lookAt <= clock.now()) continue;
      if (isAsRecorded(record, holders.has(key), wanting.has(key), roles.isRestored(one))) continue;
      await look(account, one.role);
    }
  }

  async function heldBy(account: Account): Promise<readonly string[]> {
    try {
      return (await roles.rolesOf(account.platform)?.held(account, { fresh: true }))?.roles ?? [];
    } catch (error) {
      if (!(error instanceof ChatUnavailable) && !(error instanceof ChatRefused)) throw error;
      log.debug({ err: error, account: accountKey(account) }, 'what an account holds is found by the next scan');
      return [];
    }
  }

  async function wantedBy(account: Account): Promise<readonly string[]> {
    const bound = await store.people.byAccount(account);
    const open = bound ? await store.accesses.openOf(bound.person) : [];
    return open.flatMap(({ entitlement }) => roles.of(entitlement).map(({ role }) => role));
  }

  async function look(account: Account, role: string): Promise<void> {
    const { id } = await store.targets.look(account, role, clock.now());
    await queue.effect({ name: 'converge', target: id }, `converge-${id}`).catch((error: unknown) => {
      log.warn({ err: error, target: id }, 'a role will be found by the sweeper');
    });
  }
}

export type Targets = ReturnType<typeof createTargets>;

/** Whether what a scan sees is known already, and nothing follows from it. */
function isAsRecorded(record: TargetRecord | undefined, has: boolean, isWanted: boolean, restore: boolean): boolean {
  if (record === undefined) return !has && !isWanted;
  const { given, drift, left, failure } = record.state;
  if (failure !== null || left) return record.lookAt !== null || (left && !has && !isWanted);
  if (has && isWanted) return given !== null && drift === null;
  if (has) return given === null && drift === 'given-by-hand' && !restore;
  if (isWanted) return drift === 'taken-by-hand' && !restore;
  return given === null && drift === null;
}
