import { control } from '../../contracts/chat/control.ts';
import { until } from '../../support/until.ts';
import { keptMessages } from './kept-messages.ts';

export interface DiscordMessage {
  readonly id: string;
  readonly ephemeral: boolean;
  readonly state?: string;
  readonly components?: readonly Component[];
  readonly [key: string]: unknown;
}

interface Component {
  readonly type: number;
  readonly label?: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
}

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly modal?: string;
  readonly url?: string;
}

interface RoleChange {
  readonly id: string;
  readonly action: 'role-given' | 'role-taken';
  readonly target: { readonly id: string };
  readonly reason: string | null;
}

interface Member {
  readonly id: string;
  readonly username: string;
  readonly isMember: boolean;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

/** Members at the local Discord, by its control API: they type, read and press. Users are user names, ids or e-mails. */
export function createMembers(discordUrl: string) {
  const ask = control(discordUrl);
  const user = (name: string) => encodeURIComponent(name);
  const kept = keptMessages<DiscordMessage>(ask);
  const messages = async (name: string, channel: string): Promise<readonly DiscordMessage[]> =>
    (await kept(`/users/${user(name)}/channels/${channel}/messages`)).filter(({ state }) => state === undefined);
  const personas = async (): Promise<readonly Member[]> => (await ask<{ personas: Member[] }>('/personas')).personas;

  return {
    ask,
    messages,
    personas,
    /** Types `/access …` in Discord's own text form: `request console product:acme-prod duration:4h`. */
    type: (name: string, text: string, channel = 'general') =>
      ask<Answer>(`/users/${user(name)}/text`, { channel, text: `/access ${text}` }),
    /** Presses; a modal that opens is sent with the reason. */
    async press(name: string, channel: string, message: DiscordMessage, label: string, reason = ''): Promise<Answer> {
      const button = within(message.components ?? []).find((one) => one.type === 2 && one.label?.startsWith(label));
      const pressed = await ask<Answer>(`/users/${user(name)}/components`, {
        channel,
        message: message.id,
        customId: button?.custom_id ?? button?.url ?? `no ${label}`,
      });
      if (pressed.modal === undefined) return pressed;
      const { modals } = await ask<{ modals: { id: string; components: readonly Component[] }[] }>(
        `/users/${user(name)}/modals`,
      );
      const inputs = within(modals.find(({ id }) => id === pressed.modal)?.components ?? []).filter(
        ({ type }) => type === 4,
      );
      const values = Object.fromEntries(inputs.map((input) => [input.custom_id ?? '', reason]));
      return ask<Answer>(`/users/${user(name)}/modals/${pressed.modal}/submit`, { values });
    },
    /** The newest message that says all of these, as this person sees the channel. */
    reads: (name: string, channel: string, ...words: readonly string[]) =>
      until(`${name} to read ${words.join(', ')} in ${channel}`, async () =>
        (await messages(name, channel)).findLast((message) => words.every((word) => shown(message).includes(word))),
      ),
    async idOf(name: string): Promise<string> {
      const found = (await personas()).find(({ username, id }) => username === name || id === name);
      if (!found) throw new Error(`there is no ${name} at the local Discord`);
      return found.id;
    },
    /** Names of the roles that somebody holds. */
    async roles(name: string): Promise<readonly string[]> {
      const found = (await personas()).find(({ username, id }) => username === name || id === name);
      return (found?.roles ?? []).map((role) => role.name);
    },
    /** What stands in the server's own audit log about a member's roles, oldest first. */
    async auditLog(): Promise<readonly RoleChange[]> {
      const { entries } = await ask<{ entries: RoleChange[] }>('/audit-log');
      return [...entries].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    },
  };
}

export type Members = ReturnType<typeof createMembers>;

const texts = new WeakMap<DiscordMessage, string>();

/** Everything that a message shows, as one text. Made once for each message: tests look through all of them again and again. */
export function shown(message: DiscordMessage): string {
  const made =
    texts.get(message) ??
    JSON.stringify([message['content'], message['embeds'], message.components]).replace(/\\\\(?=[^\w\s])/g, '');
  texts.set(message, made);
  return made;
}

export function within(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [
    one,
    ...within(one.components ?? []),
    ...(one.component ? within([one.component]) : []),
  ]);
}
