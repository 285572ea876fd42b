import type { Player } from './data/people.ts';
import { api as discordApi } from './discord/api.ts';
import { begin } from './discord/compose/composed.ts';
import { leavesOf } from './discord/compose/leaves.ts';
import type { Draft } from './discord/composer/draft.ts';
import type { Panel } from './panels/panel.ts';
import { api as slackApi } from './slack/api.ts';
import { HOME } from './slack/channel-list.tsx';
import type { Chat } from './tabs.tsx';

/** What the guided tour can do for somebody who presses its button. */
export interface Guide {
  /** Plays a person, opens a conversation (an id, or the direct message with the app), and fills in the composer. */
  go: (email: string, channel?: string, draft?: string) => void;
  /** Opens a panel beside the chats. */
  show: (panel: Panel) => void;
  /** Plays a person in Discord, and puts a command with its options there. @param path the words after `/access` */
  goDiscord: (email: string, path?: string[], options?: Record<string, string>) => void;
}

const FOCUS_EVERY_MS = 60;
const FOCUS_ATTEMPTS = 80;

/** Gives the focus to something that comes with what is loaded next. */
function focusSoon(selector: string, attempts = FOCUS_ATTEMPTS): void {
  window.setTimeout(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null) element.focus();
    else if (attempts > 0) focusSoon(selector, attempts - 1);
  }, FOCUS_EVERY_MS);
}

export function createGuide({
  players,
  choose,
  keepOpen,
  keepDraft,
  keepCommand,
  setChat,
  show,
  notify,
}: {
  players: readonly Player[];
  choose: (player: Player) => void;
  keepOpen: (account: string, channel: string) => void;
  keepDraft: (place: string, text: string) => void;
  keepCommand: (place: string, draft: Draft) => void;
  setChat: (chat: Chat) => void;
  show: (panel: Panel) => void;
  notify: (sentence: string) => void;
}): Guide {
  const find = (email: string): Player | undefined => {
    const player = players.find((one) => one.email === email.toLowerCase());
    if (player === undefined) notify(`${email} is not here.`);
    return player;
  };
  const inSlack = async (email: string, channel?: string, draft?: string): Promise<void> => {
    const player = find(email);
    const id = player?.slack?.id;
    if (player === undefined || id === undefined) return;
    const channels = await slackApi.channels(id);
    const wanted = channels.find((one) => one.id === channel) ?? channels.find((one) => one.kind === 'im');
    if (wanted === undefined) return;
    keepOpen(id, channel === HOME ? HOME : wanted.id);
    if (draft !== undefined) keepDraft(`${id}/${wanted.id}`, draft);
    choose(player);
    setChat('slack');
    if (channel !== HOME) focusSoon('.composer textarea');
  };
  const inDiscord = async (email: string, path?: string[], options: Record<string, string> = {}): Promise<void> => {
    const player = find(email);
    const id = player?.discord?.id;
    if (player === undefined || id === undefined) return;
    const [channels, world] = await Promise.all([discordApi.channels(id), discordApi.world()]);
    const wanted = channels.find((one) => one.name === 'general') ?? channels[0];
    if (wanted === undefined) return;
    keepOpen(id, wanted.id);
    const leaf = path && leavesOf(world.commands).find((one) => one.path.join(' ') === path.join(' '));
    if (leaf !== undefined) {
      const given = Object.entries(options).map(([name, value]) => [name, { value, label: value }] as const);
      keepCommand(`${id}/${wanted.id}`, { text: '', composed: begin(leaf, Object.fromEntries(given)) });
    }
    choose(player);
    setChat('discord');
    focusSoon(leaf === undefined ? '.d-composer textarea' : '.d-tail input');
  };
  const run = (work: Promise<void>): void => {
    work.catch((error: unknown) => notify(error instanceof Error ? error.message : String(error)));
  };
  return {
    go: (email, channel, draft) => run(inSlack(email, channel, draft)),
    show,
    goDiscord: (email, path, options) => run(inDiscord(email, path, options)),
  };
}
