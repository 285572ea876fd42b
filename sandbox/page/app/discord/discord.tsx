import { useCallback, useState } from 'react';
import { sentenceOf } from '../data/send.ts';
import { Icon } from '../icons.tsx';
import { api } from './api.ts';
import { ChannelList } from './channel-list.tsx';
import { Composer } from './composer/composer.tsx';
import type { Draft } from './composer/draft.ts';
import { useDiscordSurroundings } from './context.ts';
import { MemberList } from './member-list.tsx';
import { MessageList } from './message/message-list.tsx';
import { Modal } from './modal.tsx';
import type { Discord as DiscordState } from './use-discord.ts';

export interface DiscordProps {
  discord: DiscordState;
  /** The open channel's id. */
  open: string;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

/** Discord as the persona has it: channels, a conversation, the composer, the members, and what is open on top. */
export function Discord({ discord, open, draft, onDraft }: DiscordProps) {
  const { world, persona, theme, openChannel } = useDiscordSurroundings();
  const [dismissed, setDismissed] = useState<Set<string>>(new Set());
  const [isSideOpen, setSideOpen] = useState(false);
  /** Undefined: where there is room. */
  const [areMembersOpen, setMembersOpen] = useState<boolean>();
  const dismiss = useCallback((id: string) => setDismissed((all) => new Set([...all, id])), []);
  const channel = discord.channels.find((one) => one.id === open);
  const modal = discord.modals.at(-1);
  const isShown = discord.shown === `${persona.id}/${open}`;

  return (
    <section
      className="discord"
      aria-label="Discord"
      data-theme={theme}
      data-side={isSideOpen}
      data-members={areMembersOpen ?? 'auto'}
    >
      <ChannelList
        open={open}
        onOpen={(id) => {
          openChannel(id);
          setSideOpen(false);
        }}
      />
      <div className="d-pane">
        <header className="d-head">
          <button
            type="button"
            className="icon-button d-side-button"
            aria-label="Discord channels"
            aria-expanded={isSideOpen}
            onClick={() => setSideOpen((is) => !is)}
          >
            <Icon name="menu" />
          </button>
          <h3>
            {channel?.kind === 'dm' ? '@' : <Icon name="hash" size={18} />}
            {channel?.kind === 'dm' ? world.app.name : (channel?.name ?? '')}
          </h3>
          <span className="top-gap" />
          <button
            type="button"
            className="icon-button"
            aria-label="Member list"
            aria-pressed={areMembersOpen}
            onClick={(event) => {
              const isVisible = event.currentTarget.closest('.discord')?.querySelector('.d-members')?.checkVisibility();
              setMembersOpen(isVisible !== true);
            }}
          >
            <Icon name="people" />
          </button>
        </header>
        <div className="d-middle">
          <div className="d-conversation">
            {!persona.isMember && <Outside />}
            {channel !== undefined && (
              <>
                <MessageList
                  key={`${persona.id}/${open}/${discord.resets}`}
                  channel={channel}
                  messages={isShown ? discord.messages.filter((one) => !dismissed.has(one.id)) : []}
                  readUpTo={discord.readUpTo}
                  onDismiss={dismiss}
                />
                <Composer key={`${persona.id}/${open}`} {...{ channel, draft, onDraft }} />
              </>
            )}
          </div>
          {persona.isMember && <MemberList />}
        </div>
      </div>
      {modal !== undefined && <Modal key={modal.id} modal={modal} />}
    </section>
  );
}

/** What somebody sees who is not in the guild. */
function Outside() {
  const { world, persona, notify } = useDiscordSurroundings();
  return (
    <div className="d-outside">
      <p>
        {persona.name} is not a member of {world.guild.name}.
      </p>
      <button
        type="button"
        className="d-button"
        onClick={() => void api.join(persona.id).catch((error: unknown) => notify(sentenceOf(error)))}
      >
        Join the server
      </button>
    </div>
  );
}
