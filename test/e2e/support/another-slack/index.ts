import { until } from '../../../support/until.ts';
import { appToken, botToken, serve } from './server.ts';
import { send, sign } from './signed.ts';
import type { SignedRequest } from './signed.ts';
import type { Args, Member, Post, View, WorkspaceOptions } from './workspace.ts';
import { createWorkspace, idOf, team } from './workspace.ts';

const secret = 'signing-secret-of-another-workspace';

/** What was delivered, so that the very same can be delivered again. */
export interface Delivered {
  readonly type: 'slash_commands' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly request: SignedRequest;
  readonly answer: Args;
}

export interface AnotherSlackOptions extends WorkspaceOptions {
  readonly socket: boolean;
  readonly eventsUrl: string;
}

/**
 * Another Slack than the sandbox's, and as small as its documentation allows: only the methods that the contract lists,
 * only the fields that are always there. People are driven by name.
 */
export async function startAnotherSlack({ socket, eventsUrl, history }: AnotherSlackOptions) {
  const workspace = createWorkspace({ history });
  const replies = new Map<string, { readonly user: string; readonly channel: string }>();
  const served = await serve(workspace, (id, args) => {
    const to = replies.get(id);
    if (to) workspace.answerPrivately(to.user, to.channel, args);
  });

  function common(name: Member, channel: string) {
    const user = idOf(name);
    const reply = `r${replies.size}`;
    replies.set(reply, { user, channel });
    return { user, trigger_id: workspace.trigger(user), response_url: `${served.origin}/respond/${reply}` };
  }

  async function deliver(type: Delivered['type'], payload: Delivered['payload']): Promise<Delivered> {
    const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
    const request = sign(fields, secret);
    return { type, payload, request, answer: await again({ type, payload, request }) };
  }

  async function again({ type, payload, request }: Omit<Delivered, 'answer'>): Promise<Args> {
    if (socket) return served.envelope(type, payload);
    const { status, answer } = await send(eventsUrl, request);
    if (status !== 200) throw new Error(`the app answered ${status}`);
    return answer;
  }

  function interaction(name: Member, type: string, user: string) {
    return {
      type,
      token: 'deprecated',
      api_app_id: 'A9APP',
      team: { id: team, domain: 'elsewhere' },
      user: { id: user, username: name, name, team_id: team },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  const visible = (name: Member): readonly Post[] =>
    workspace.posts.filter(({ only, channel }) =>
      only === null ? !channel.startsWith('D') || channel === workspace.directOf(idOf(name)) : only === idOf(name),
    );

  return {
    ...served,
    secret,
    env: {
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: served.apiUrl,
      ...(socket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: secret }),
    },
    visible,
    again,

    /** Types a line behind `/access`, escaped already, in the direct message with the app. */
    async command(name: Member, text: string): Promise<Delivered> {
      const channel = workspace.directOf(idOf(name));
      const { user, ...rest } = common(name, channel);
      const delivered = await deliver('slash_commands', {
        token: 'deprecated',
        team_id: team,
        team_domain: 'elsewhere',
        channel_id: channel,
        channel_name: 'directmessage',
        user_id: user,
        user_name: name,
        command: '/access',
        text,
        api_app_id: 'A9APP',
        ...rest,
      });
      if (Object.keys(delivered.answer).length > 0) workspace.answerPrivately(user, channel, delivered.answer);
      return delivered;
    },

    /** Presses the button with this label, whatever it asks first. */
    press(name: Member, post: Post, label: string): Promise<Delivered> {
      const { blockId, button } = buttonOf(post, label) ?? {};
      if (!button) throw new Error(`there is no button ${label} in ${JSON.stringify(post.blocks)}`);
      const { user, ...rest } = common(name, post.channel);
      return deliver('interactive', {
        ...interaction(name, 'block_actions', user),
        ...rest,
        container: {
          type: 'message',
          message_ts: post.ts,
          channel_id: post.channel,
          is_ephemeral: post.only !== null,
        },
        channel: { id: post.channel, name: 'privategroup' },
        ...(post.only === null ? { message: { type: 'message', user: 'W9APP', ts: post.ts, text: post.text } } : {}),
        state: { values: {} },
        actions: [{ ...button, block_id: blockId, action_ts: post.ts }],
      });
    },

    /** The form that a person has open. */
    form: (name: Member): Promise<View> =>
      until(`${name} to have a form open`, () =>
        Promise.resolve(workspace.views.findLast((view) => view.user === idOf(name))),
      ),

    submit(name: Member, view: View, values: Readonly<Record<string, object>>): Promise<Delivered> {
      const { user, trigger_id } = common(name, workspace.directOf(idOf(name)));
      return deliver('interactive', {
        ...interaction(name, 'view_submission', user),
        trigger_id,
        view: { id: view.id, team_id: team, hash: '1', ...view.content, state: { values } },
      });
    },

    /** The newest message that says all of these and that this person sees. */
    reads: (name: Member, ...words: readonly string[]): Promise<Post> =>
      until(`${name} to read ${words.join(', ')}`, () =>
        Promise.resolve(visible(name).findLast((post) => words.every((word) => whole(post).includes(word)))),
      ),
  };
}

export type AnotherSlack = Awaited<ReturnType<typeof startAnotherSlack>>;

export function whole({ text, blocks }: Pick<Post, 'text' | 'blocks'>): string {
  return JSON.stringify([text, blocks]);
}

interface Pressed {
  readonly blockId: string | undefined;
  readonly button: Readonly<Record<string, unknown>>;
}

export function buttonOf({ blocks }: Pick<Post, 'blocks'>, label: string): Pressed | undefined {
  for (const block of blocks) {
    const elements = [block['accessory'], ...((block['elements'] ?? []) as readonly unknown[])];
    const found = elements.find((one) => (one as { text?: { text?: string } } | undefined)?.text?.text === label);
    if (found) {
      const { type, action_id, text, value } = found as Record<string, unknown>;
      return { blockId: block.block_id, button: { type, action_id, text, value } };
    }
  }
  return undefined;
}
