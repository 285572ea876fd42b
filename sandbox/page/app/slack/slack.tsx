import { useState } from 'react';
import { useSurroundings } from './context.ts';
import { api } from './api.ts';
import type { Typed } from '../data/typed.ts';
import type { Slack as SlackState } from './use-slack.ts';
import { Icon } from '../icons.tsx';
import { ChannelList, HOME } from './channel-list.tsx';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import type { Echo } from './message-list.tsx';
import { MessageList } from './message-list.tsx';
import { Modal } from './modal.tsx';

export interface SlackProps {
  slack: SlackState;
  /** The open conversation's id, or `home`. */
  open: string;
  draft: string;
  /** A product's id, for the suggestions. */
  product: string;
  onOpen: (id: string) => void;
  onDraft: (text: string) => void;
  /** A line is on its way to the app; called again when the app has taken it. */
  onTyped: (line: Typed) => void;
}

/** Slack as the persona has it: the sidebar, a conversation, the composer and what is open on top. */
export function Slack({ slack, open, draft, product, onOpen, onDraft, onTyped }: SlackProps) {
  const { persona, notify, world } = useSurroundings();
  const [echoes, setEchoes] = useState<Record<string, Echo[]>>({});
  const [isSidebarOpen, setSidebarOpen] = useState(false);
  const channel = slack.channels.find((one) => one.id === open);
  const name = channel === undefined || channel.kind === 'im' ? world.app.name : `#${channel.name}`;
  const key = `${persona.id}/${open}/${slack.resets}`;
  const top = slack.views.at(-1);
  const isShown = slack.shown === `${persona.id}/${open}`;

  const send = async (text: string): Promise<boolean> => {
    const line = { at: Date.now() / 1000, text, isTaken: false };
    onTyped(line);
    if (text.startsWith('/')) {
      const echo = { ts: String(line.at), text };
      setEchoes((all) => ({ ...all, [key]: [...(all[key] ?? []), echo] }));
    }
    try {
      const done = await api.type(persona.id, open, text);
      if (done.ok) onTyped({ ...line, isTaken: true });
      return true;
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error));
      return false;
    }
  };

  return (
    <section className="chat" aria-label="Slack" data-sidebar={isSidebarOpen}>
      <ChannelList
        channels={slack.channels}
        open={open}
        onOpen={(id) => {
          onOpen(id);
          setSidebarOpen(false);
        }}
      />
      <div className="pane">
        <header className="pane-head">
          <button
            type="button"
            className="icon-button only-narrow"
            aria-label="Channels"
            aria-expanded={isSidebarOpen}
            onClick={() => setSidebarOpen((is) => !is)}
          >
            <Icon name="menu" />
          </button>
          <h2>
            {channel?.kind === 'private' && <Icon name="lock" size={15} />}
            {channel?.kind === 'public' && <Icon name="hash" size={15} />}
            {open === HOME ? 'Home' : name.replace('#', '')}
          </h2>
          {channel !== undefined && channel.kind !== 'im' && (
            <span className="pane-about">
              {channel.members} people{channel.shared ? ', shared with another company' : ''}
            </span>
          )}
          {channel?.kind === 'im' && (
            <span className="pane-about">
              What {world.app.name} tells {persona.realName.split(' ')[0]} alone
            </span>
          )}
        </header>
        {open === HOME && <Home view={slack.home} />}
        {/* Before it is known what is open, what one types would belong nowhere. */}
        {channel !== undefined && (
          <>
            <MessageList
              key={key}
              name={name}
              isLoaded={isShown}
              messages={isShown ? slack.messages : []}
              echoes={echoes[key] ?? []}
              readUpTo={slack.readUpTo}
            />
            <Composer {...{ name, draft, product, onDraft }} onSend={send} />
          </>
        )}
      </div>
      {top !== undefined && <Modal key={top.id} view={top} />}
    </section>
  );
}
