import { useCallback, useEffect, useRef, useState } from 'react';
import { useStream } from '../data/use-stream.ts';
import { api } from './api.ts';
import type { Message, Modal, OwnChannel, Persona, World } from './types.ts';

export interface Discord {
  world: World | undefined;
  personas: Persona[];
  /** Of the persona. */
  channels: OwnChannel[];
  messages: Message[];
  /** Whose and which channel's the messages are. */
  shown: string;
  /** The last message that the persona had read when the channel was opened. */
  readUpTo: string;
  modals: Modal[];
  isConnected: boolean;
  /** Counts up with everything that changes. */
  version: number;
  /** Counts up with every reset. */
  resets: number;
}

const nothing: Omit<Discord, 'isConnected' | 'version' | 'resets'> = {
  world: undefined,
  personas: [],
  channels: [],
  messages: [],
  shown: '',
  readUpTo: '0',
  modals: [],
};

const KINDS = [
  ...['message', 'interaction', 'modal', 'modals', 'users', 'roles', 'channels'],
  ...['commands', 'gateway', 'settings', 'read', 'reset'],
];

/**
 * Everything that the page shows of Discord, for a persona who looks at a channel; it keeps itself up to date.
 * @param isOn whether there is a Discord at all
 */
export function useDiscord(isOn: boolean, persona: string | undefined, channel: string | undefined): Discord {
  const [state, setState] = useState(nothing);
  const [version, setVersion] = useState(0);
  const [resets, setResets] = useState(0);
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    if (!isOn) return;
    const number = (asked.current += 1);
    const [world, personas] = await Promise.all([api.world(), api.personas()]);
    const own = persona === undefined ? undefined : await ofPersona(persona, channel);
    // An answer that a later question has overtaken is dropped.
    if (number === asked.current) {
      setState((before) => ({ ...before, world, personas, ...(own && keepLine(before, own)) }));
      setVersion((count) => count + 1);
    }
  }, [isOn, persona, channel]);

  useEffect(() => {
    refresh().catch(() => undefined);
  }, [refresh]);
  const isConnected = useStream(isOn ? '/discord/events' : undefined, KINDS, (kinds) => {
    if (kinds.has('reset')) setResets((count) => count + 1);
    refresh().catch(() => undefined);
  });

  return { ...state, isConnected, version, resets };
}

type Own = Pick<Discord, 'channels' | 'messages' | 'shown' | 'readUpTo' | 'modals'>;

async function ofPersona(persona: string, channel: string | undefined): Promise<Own> {
  const [channels, modals] = await Promise.all([api.channels(persona), api.modals(persona)]);
  const open = channels.find((one) => one.id === channel);
  const said = open === undefined ? undefined : await api.messages(persona, open.id);
  if (open !== undefined && open.unread > 0 && !document.hidden) {
    await api.read(persona, open.id);
    open.unread = 0;
  }
  return {
    channels,
    modals,
    messages: said?.messages ?? [],
    readUpTo: said?.readUpTo ?? '0',
    shown: `${persona}/${channel ?? ''}`,
  };
}

/** The line above what is new stays where it was while one looks at the channel. */
function keepLine(before: Pick<Discord, 'shown' | 'readUpTo'>, own: Own): Own {
  return before.shown === own.shown ? { ...own, readUpTo: before.readUpTo } : own;
}
