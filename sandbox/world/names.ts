import type { World } from '../slack/world-types.ts';

type User = World['users'][number];

/** The people of the example, as their profiles would show them. */
const PROFILES: Record<string, [realName: string, title: string]> = {
  ada: ['Ada Lindqvist', 'Head of Platform'],
  bob: ['Bob Ferreira', 'Accountant'],
  fay: ['Fay Moreau', 'Field Engineer'],
  grace: ['Grace Okafor', 'IT Operations Lead'],
  hugo: ['Hugo Brandt', 'Service Desk'],
  kim: ['Kim Nakamura', 'Service Desk'],
  lena: ['Lena Virtanen', 'Endpoint Engineer'],
  mia: ['Mia Castellano', 'Product Designer'],
  noah: ['Noah Adeyemi', 'Endpoint Engineer'],
  omar: ['Omar Haddad', 'Finance Systems'],
  otto: ['Otto Weiss', 'Internal Audit'],
  petra: ['Petra Novak', 'Finance Systems Lead'],
  quinn: ['Quinn Gallagher', 'Release Manager'],
  rosa: ['Rosa Jimenez', 'Field Engineer'],
  sven: ['Sven Halvorsen', 'Site Reliability Engineer'],
  tara: ['Tara Iyer', 'Quality Engineering Lead'],
};

/** What a profile shows: the example's people have whole names and titles, others what their e-mail says. */
export function nameFor(email: string): Pick<User, 'realName' | 'title'> {
  const local = (email.split('@')[0] ?? email).replace(/\+.*$/, '');
  const profile = PROFILES[local];
  if (profile !== undefined) return { realName: profile[0], title: profile[1] };
  const words = local.split(/[._-]+/).filter(Boolean);
  return { realName: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email };
}

/** Gives each user who has none a handle from their e-mail; a second `ada` is `ada-partner`, then `ada-partner-2`. */
export function uniqueHandles(users: User[]): User[] {
  const taken = new Set<string>();
  return users.map((user) => {
    const [local = user.id, domain = ''] = (user.email ?? user.name).toLowerCase().split('@');
    const plain = user.name || clean(local);
    const options = [plain, `${plain}-${clean(domain.split('.')[0] ?? '')}`];
    for (let n = 2; n < users.length + 2; n += 1) options.push(`${options[1] ?? plain}-${n}`);
    const name = options.find((option) => !taken.has(option)) ?? user.id.toLowerCase();
    taken.add(name);
    return { ...user, name };
  });
}

const clean = (text: string): string => text.replace(/[^a-z0-9._-]/g, '') || 'user';
