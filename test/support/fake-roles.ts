import type { Account } from '../../src/domain/identity.ts';
import type { Chat, ChatRoles } from '../../src/ports/chat.ts';
import { ChatRefused, ChatUnavailable } from '../../src/ports/chat.ts';
import type { FakeChat } from './fake-chat.ts';

type Method = 'held' | 'holders' | 'name' | 'obstacle' | 'give' | 'take';

/** What is to happen at the next call of a method: before it is carried out, or after. */
interface Fault {
  readonly method: Method;
  readonly when: 'before' | 'after';
  readonly happens: () => Promise<void>;
}

/** A platform's roles in memory, put into a fake chat. What is done to them stands in `log`, as in an audit log. */
export function giveRoles(fake: FakeChat, names: Readonly<Record<string, string>>, now: () => number) {
  const members = new Map<string, { roles: Set<string>; memberSince: number }>();
  const named = new Map(Object.entries(names));
  const obstacles = new Map<string, string>();
  const log: {
    readonly action: 'given' | 'taken';
    readonly user: string;
    readonly role: string;
    readonly reason: string;
  }[] = [];
  const faults: Fault[] = [];
  const state = { away: false };
  for (const user of fake.byUser.keys()) members.set(user, { roles: new Set(), memberSince: now() - 1_000 });

  async function fault(method: Method, when: Fault['when']): Promise<void> {
    if (state.away) throw new ChatUnavailable('the fake chat is away', null);
    const index = faults.findIndex((one) => one.method === method && one.when === when);
    if (index < 0) return;
    const [next] = faults.splice(index, 1);
    await next?.happens();
  }

  function asked<T>(method: Method, answer: () => T): Promise<T> {
    return fault(method, 'before').then(answer);
  }

  async function change(method: 'give' | 'take', { user }: Account, role: string, reason: string): Promise<void> {
    await fault(method, 'before');
    if (obstacles.has(role)) throw new ChatRefused(`the role ${role} is too high`, '50013');
    const held = members.get(user)?.roles;
    const changed = method === 'give' ? held && !held.has(role) && held.add(role) : held?.delete(role);
    if (changed) log.push({ action: method === 'give' ? 'given' : 'taken', user, role, reason });
    await fault(method, 'after');
  }

  const roles: ChatRoles = {
    name: (role) => asked('name', () => named.get(role) ?? null),
    held: ({ user }) =>
      asked('held', () => {
        const member = members.get(user);
        return member ? { roles: [...member.roles], memberSince: member.memberSince } : null;
      }),
    holders: (role) =>
      asked('holders', () =>
        [...members].flatMap(([user, member]) => (member.roles.has(role) ? [fake.account(user)] : [])),
      ),
    obstacle: (role) => asked('obstacle', () => obstacles.get(role) ?? null),
    give: (account, role, reason) => change('give', account, role, reason),
    take: (account, role, reason) => change('take', account, role, reason),
  };
  Object.assign<Chat, Partial<Chat>>(fake.chat, { roles });

  return {
    log,
    obstacles,
    state,
    holds: (user: string, role: string) => members.get(user)?.roles.has(role) ?? false,
    rename: (role: string, name: string) => void named.set(role, name),
    /** By hand: the role is gone, from everybody who held it too. */
    removeRole: (role: string) => {
      named.delete(role);
      for (const member of members.values()) member.roles.delete(role);
    },
    isMember: (user: string) => members.has(user),
    /** Nothing fails any more. */
    calm: () => void faults.splice(0),
    /** By hand: as somebody with the right to do so does it in the platform itself. */
    put: (user: string, role: string) => void members.get(user)?.roles.add(role),
    remove: (user: string, role: string) => void members.get(user)?.roles.delete(role),
    leave: (user: string) => void members.delete(user),
    join: (user: string) => void members.set(user, { roles: new Set(), memberSince: now() }),
    /** The next call of a method fails, before it is carried out or after. */
    fail(method: Method, error: Error, when: Fault['when'] = 'before') {
      faults.push({ method, when, happens: () => Promise.reject(error) });
    },
    /** Something happens at the next call of a method, before it is carried out or after. */
    meanwhile(method: Method, happens: () => Promise<unknown>, when: Fault['when'] = 'before') {
      faults.push({ method, when, happens: () => happens().then(() => undefined) });
    },
  };
}

export type FakeRoles = ReturnType<typeof giveRoles>;
