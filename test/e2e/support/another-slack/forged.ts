import type { SlackMessage } from '../slack.ts';
import { buttonOf } from '../slack.ts';
import { send, sign } from './signed.ts';

interface LocalUser {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

/** An action of a button, as `block_actions` carries it. */
export interface Action {
  readonly action_id: string;
  readonly value: string;
}

/** The action that a message's button has now, to be sent again later or after a change by hand. */
export function actionOf(message: SlackMessage, label: string | RegExp): Action {
  const button = buttonOf(message, label) as Action | undefined;
  if (!button) throw new Error(`there is no button ${String(label)}`);
  return { action_id: button.action_id, value: button.value };
}

/**
 * What the local Slack itself does not send: interactions and commands with anything in them, rightly signed. They carry
 * no response URL, so answers come as ephemeral messages in `channel`.
 */
export async function createForger(slackUrl: string, eventsUrl: string, secret: string, channel: string) {
  const base = slackUrl.replace(/\/$/, '');
  const get = async (path: string) =>
    (await fetch(`${base}/sandbox${path}`)).json() as Promise<Record<string, unknown>>;
  const { users } = (await get('/users')) as { users: readonly LocalUser[] };
  const { team } = (await get('/world')) as { team: { id: string; domain: string } };
  let trigger = 0;

  function idOf(name: string): string {
    const user = users.find((one) => one.name === name);
    if (!user) throw new Error(`nobody is called ${name}`);
    return user.id;
  }

  return {
    idOf,
    press: (name: string, action: Action) =>
      send(
        eventsUrl,
        sign(
          {
            payload: JSON.stringify({
              type: 'block_actions',
              user: { id: idOf(name), username: name, name, team_id: team.id },
              api_app_id: 'A0LATCHKEY',
              team,
              enterprise: null,
              is_enterprise_install: false,
              container: { type: 'message', message_ts: '1.1', channel_id: channel, is_ephemeral: false },
              trigger_id: `forged.${trigger++}`,
              channel: { id: channel, name: 'privategroup' },
              state: { values: {} },
              actions: [{ type: 'button', block_id: 'b', action_ts: '1.1', ...action }],
            }),
          },
          secret,
        ),
      ),
    /** @param text escaped by whoever forges it */
    type: (name: string, text: string) =>
      send(
        eventsUrl,
        sign(
          {
            team_id: team.id,
            team_domain: team.domain,
            channel_id: channel,
            channel_name: 'privategroup',
            user_id: idOf(name),
            user_name: name,
            command: '/access',
            text,
            api_app_id: 'A0LATCHKEY',
            trigger_id: `forged.${trigger++}`,
          },
          secret,
        ),
      ),
  };
}

export type Forger = Awaited<ReturnType<typeof createForger>>;

/** The local Slack's control API, for what `createPeople` has no words for. */
export function createControl(slackUrl: string) {
  const base = slackUrl.replace(/\/$/, '');
  return async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${base}/sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as T;
  };
}
