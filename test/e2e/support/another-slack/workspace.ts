/** What a message or a form of the app looks like to the person who drives this workspace. */
export interface Post {
  readonly channel: string;
  readonly ts: string;
  /** Only this user sees it; null: everyone in the channel. */
  readonly only: string | null;
  text: string;
  blocks: readonly Block[];
  readonly metadata: unknown;
}

export type Block = Readonly<Record<string, unknown>> & { readonly type: string; readonly block_id?: string };

export interface View {
  readonly id: string;
  readonly user: string;
  readonly content: Readonly<Record<string, unknown>> & { readonly blocks: readonly Block[] };
}

export type Args = Readonly<Record<string, unknown>>;

export const team = 'T9ELSEWHERE';
export const approvals = 'C9APPROVE';
export const audit = 'C9AUDIT';

/** People by name: ids as in a large organisation, and only what `users.info` documents as always there. */
export const members = ['ada', 'sven', 'mia', 'otto'] as const;
export type Member = (typeof members)[number];
export const idOf = (name: Member) => `W9${name.toUpperCase()}`;
const emailOf = (name: Member) => `${name}@acme.test`;
const directOf = (user: string) => `D9${user.slice(2)}`;

export interface WorkspaceOptions {
  /** What `conversations.history` answers: the messages, or this error. */
  readonly history: 'ok' | 'missing_scope' | 'unknown_method';
}

/** The state of the workspace and the Web API methods that it has; everything else is `unknown_method`. */
export function createWorkspace({ history }: WorkspaceOptions) {
  const posts: Post[] = [];
  const views: View[] = [];
  const triggers = new Map<string, string>();
  let last = 0;
  /** Unique, and never earlier than the one before. */
  const stamp = () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    return (last / 1_000_000).toFixed(6);
  };

  function userShape(name: Member) {
    return {
      id: idOf(name),
      team_id: team,
      name,
      deleted: false,
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
      profile: { real_name: name, email: emailOf(name) },
    };
  }

  function post(channel: string, only: string | null, args: Args): Post {
    const known = [approvals, audit, ...members.map((name) => directOf(idOf(name)))];
    if (!known.includes(channel)) throw new Error('channel_not_found');
    const made: Post = { channel, only, ts: stamp(), text: '', blocks: [], metadata: args['metadata'] ?? null };
    write(made, args);
    posts.push(made);
    return made;
  }

  function write(one: Post, { text, blocks }: Args): void {
    if (typeof text !== 'string' && !Array.isArray(blocks)) throw new Error('no_text');
    one.text = typeof text === 'string' ? text : '';
    one.blocks = withIds((blocks ?? []) as readonly Block[]);
  }

  function open(user: string, given: unknown): View {
    const content = given as View['content'];
    const view = { id: `V${views.length}`, user, content: { ...content, blocks: withIds(content.blocks) } };
    views.push(view);
    return view;
  }

  const methods: Readonly<Record<string, (args: Args) => object>> = {
    'auth.test': () => ({
      url: 'https://elsewhere.test/',
      team: 'Elsewhere',
      team_id: team,
      user_id: 'W9APP',
      bot_id: 'B9APP',
    }),
    'users.info': ({ user }) => ({ user: userShape(find((name) => idOf(name) === user, 'user_not_found')) }),
    'users.lookupByEmail': ({ email }) => ({
      user: userShape(find((name) => emailOf(name) === email, 'users_not_found')),
    }),
    'conversations.open': ({ users }) => {
      find((name) => idOf(name) === users, 'user_not_found');
      return { channel: { id: directOf(String(users)) } };
    },
    'conversations.history': ({ channel, oldest }) => {
      if (history !== 'ok') throw new Error(history);
      const found = posts.filter((one) => one.channel === channel && one.only === null && one.ts >= String(oldest));
      const messages = found.map(({ ts, text, metadata }) => ({ type: 'message', user: 'W9APP', ts, text, metadata }));
      return { messages: messages.reverse(), has_more: false };
    },
    'chat.postMessage': (args) => {
      const { channel, ts } = post(String(args['channel']), null, args);
      return { channel, ts };
    },
    'chat.update': (args) => {
      const one = posts.find(({ channel, ts }) => channel === args['channel'] && ts === args['ts']);
      if (!one) throw new Error('message_not_found');
      write(one, args);
      return { channel: one.channel, ts: one.ts, text: one.text };
    },
    'chat.postEphemeral': (args) => ({ message_ts: post(String(args['channel']), String(args['user']), args).ts }),
    'views.open': (args) => {
      const user = triggers.get(String(args['trigger_id']));
      if (user === undefined || !triggers.delete(String(args['trigger_id']))) throw new Error('expired_trigger_id');
      return { view: { id: open(user, args['view']).id, hash: '1' } };
    },
    'views.update': (args) => {
      const before = views.find(({ id }) => id === args['view_id']);
      if (!before) throw new Error('not_found');
      const content = args['view'] as View['content'];
      views[views.indexOf(before)] = { ...before, content: { ...content, blocks: withIds(content.blocks) } };
      return { view: { id: before.id, hash: '2' } };
    },
    'views.publish': (args) => ({ view: { id: open(String(args['user_id']), args['view']).id, hash: '1' } }),
  };

  return {
    methods,
    posts,
    views,
    /** A message that only `user` sees, as an answer to what they did. */
    answerPrivately: (user: string, channel: string, args: Args) => post(channel, user, args),
    /** A trigger of this user, good once. */
    trigger(user: string): string {
      const id = `trigger.${triggers.size}.${stamp()}`;
      triggers.set(id, user);
      return id;
    },
    directOf,
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;

function find(test: (name: Member) => boolean, error: string): Member {
  const found = members.find(test);
  if (found === undefined) throw new Error(error);
  return found;
}

function withIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block, index) => ({ block_id: `b${index}`, ...block }));
}
