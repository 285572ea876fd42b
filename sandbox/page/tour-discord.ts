/** The tour's chapter over both chats. */
export interface DiscordChapter {
  /** Who asks and who decides: e-mails. */
  requester: string;
  approver: string;
  /** The Discord role's id. */
  role: string;
  /** What is asked: the words after `/access`, and the options' values by name. */
  path: string[];
  options: Record<string, string>;
  /** As a person calls it. */
  name: string;
}

type Asked = Pick<DiscordChapter, 'approver' | 'path' | 'options' | 'name'>;

/**
 * The first target that one person alone can decide about: a role (not an Administrator's, which takes two voices in
 * the example and wherever care is taken), or a product's console.
 * @param file the configuration as it stands there
 * @returns undefined where no entitlement has a Discord role, or nobody could approve it
 */
export function discordChapterFrom(file: Record<string, unknown>, requester: string): DiscordChapter | undefined {
  for (const target of list(file['targets']).map(record)) {
    const role = target['discord'];
    const { entitlement } = target;
    const asked = typeof entitlement === 'string' ? askedFor(file, entitlement) : undefined;
    if (asked === undefined || (typeof role !== 'string' && typeof role !== 'number')) continue;
    if (asked.approver === requester) continue;
    const options = { ...asked.options, duration: '2h', reason: 'the desk is short of hands today' };
    return { ...asked, options, requester, role: String(role) };
  }
  return undefined;
}

function askedFor(file: Record<string, unknown>, entitlement: string): Asked | undefined {
  const [, kind, scope = '', role = ''] = /^(console|role):([^/]+)(?:\/(.+))?$/.exec(entitlement) ?? [];
  if (kind === 'console') {
    const product = named(file['products'], scope);
    const approver = word(list(product['administrators'])[0])?.toLowerCase();
    if (approver === undefined) return undefined;
    const name = `the console of ${word(product['name']) ?? scope}`;
    return { approver, path: ['request', 'console'], options: { product: scope }, name };
  }
  if (kind !== 'role' || role === '' || /^administrators?$/i.test(role)) return undefined;
  const instance = named(file['instances'], scope);
  const approver = word(list(record(instance['members'])['Administrator'])[0])?.toLowerCase();
  if (approver === undefined) return undefined;
  const name = `the role ${role} in ${word(instance['name']) ?? scope}`;
  return { approver, path: ['request', 'role'], options: { instance: scope, role }, name };
}

const named = (all: unknown, id: string): Record<string, unknown> =>
  list(all)
    .map(record)
    .find((one) => one['id'] === id) ?? {};

const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
