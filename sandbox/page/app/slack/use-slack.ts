import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from './api.ts';
import type { Conversation, Message, Person, Persona, View, World } from './types.ts';
import { useStream } from '../data/use-stream.ts';

export interface Slack {
  world: World | undefined;
  people: Person[];
  personas: Persona[];
  /** Of the persona. */
  channels: Conversation[];
  messages: Message[];
  /** Whose and which conversation's the messages are. */
  shown: string;
  /** The time stamp up to which the persona had read when the conversation was opened. */
  readUpTo: string;
  /** The modals that the persona has open, lowest first. */
  views: View[];
  home: View | null;
  isConnected: boolean;
  /** Counts up with everything that changes. */
  version: number;
  /** Counts up with every reset. */
  resets: number;
}

const nothing: Omit<Slack, 'isConnected' | 'version' | 'resets'> = {
  world: undefined,
  people: [],
  personas: [],
  channels: [],
  messages: [],
  shown: '',
  readUpTo: '0',
  views: [],
  home: null,
};

const KINDS = ['message', 'views', 'home', 'users', 'channels', 'read', 'delivery', 'settings', 'reset'];

/**
 * Everything that the page shows of Slack, for a persona who looks at a conversation; it keeps itself up to date.
 * @param isOn whether there is a Slack at all
 */
export function useSlack(isOn: boolean, persona: string | undefined, channel: string | undefined): Slack {
  const [state, setState] = useState(nothing);
  const [version, setVersion] = useState(0);
  const [resets, setResets] = useState(0);
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    if (!isOn) return;
    const number = (asked.current += 1);
    const [world, people, personas] = await Promise.all([api.world(), api.people(), api.personas()]);
    const own = persona === undefined ? undefined : await ofPersona(persona, channel);
    // An answer that a later question has overtaken is dropped.
    if (number === asked.current) {
      setState((before) => ({ ...before, world, people, personas, ...(own && keepLine(before, own)) }));
      setVersion((count) => count + 1);
    }
  }, [isOn, persona, channel]);

  useEffect(() => {
    refresh().catch(() => undefined);
  }, [refresh]);
  const isConnected = useStream(isOn ? '/slack/events' : undefined, KINDS, (kinds) => {
    if (kinds.has('reset')) setResets((count) => count + 1);
    refresh().catch(() => undefined);
  });

  return { ...state, isConnected, version, resets };
}

type Own = Pick<Slack, 'channels' | 'messages' | 'shown' | 'readUpTo' | 'views' | 'home'>;

async function ofPersona(persona: string, channel: string | undefined): Promise<Own> {
  const [channels, views, home] = await Promise.all([api.channels(persona), api.views(persona), api.home(persona)]);
  const isMember = channels.some((one) => one.id === channel);
  const said = channel !== undefined && isMember ? await api.messages(persona, channel) : undefined;
  const open = channels.find((one) => one.id === channel);
  if (channel !== undefined && open !== undefined && open.unread > 0 && !document.hidden) {
    await api.read(persona, channel);
    open.unread = 0;
  }
  return {
    channels,
    views,
    home,
    messages: said?.messages ?? [],
    readUpTo: said?.readUpTo ?? '0',
    shown: `${persona}/${channel ?? ''}`,
  };
}

/** The line above what is new stays where it was while one looks at the conversation. */
function keepLine(before: Pick<Slack, 'shown' | 'readUpTo'>, own: Own): Own {
  return before.shown === own.shown ? { ...own, readUpTo: before.readUpTo } : own;
}
