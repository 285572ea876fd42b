import { useMemo, useRef, useState } from 'react';
import { sentenceOf } from '../../data/send.ts';
import { api } from '../api.ts';
import { begin, valuesOf } from '../compose/composed.ts';
import type { Composed } from '../compose/composed.ts';
import { leavesOf, nameOf } from '../compose/leaves.ts';
import { useDiscordSurroundings } from '../context.ts';
import type { Done, OwnChannel } from '../types.ts';
import { CommandComposer } from './command-composer.tsx';
import type { Draft } from './draft.ts';
import { EMPTY } from './draft.ts';
import { TextComposer } from './text-composer.tsx';

const NONE: Record<string, string> = {};

/** The composer: a message, or a slash command with its options. */
export function Composer({
  channel,
  draft,
  onDraft,
}: {
  channel: OwnChannel;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}) {
  const { world, persona, notify } = useDiscordSurroundings();
  const isDirect = channel.kind === 'dm';
  // A guild's own commands are not there in direct messages.
  const leaves = useMemo(
    () => leavesOf(world.commands.filter((one) => !isDirect || !one.guild_id)),
    [world.commands, isDirect],
  );
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState(NONE);
  const isInUse = useRef(false);
  const name = isDirect ? `@${world.app.name}` : `#${channel.name}`;

  /** Sends, and empties the composer at once, as Discord does; what is refused comes back. */
  const send = async (before: Draft, work: () => Promise<Done>): Promise<void> => {
    isInUse.current = true;
    setSending(true);
    setRefused(NONE);
    onDraft(EMPTY);
    try {
      const done = await work();
      if (!done.ok && done.option !== undefined) {
        onDraft(before);
        setRefused({ [done.option]: done.message ?? 'This value is not possible.' });
      } else if (!done.ok && done.error !== 'no_response') {
        notify(done.message ?? done.error ?? 'That did not work.');
      }
    } catch (error) {
      onDraft(before);
      notify(sentenceOf(error));
    }
    setSending(false);
  };
  const run = (composed: Composed): void => {
    const { command, path } = composed.leaf;
    const call = { channel: channel.id, command, path, options: valuesOf(composed) };
    void send({ text: '', composed }, () => api.run(persona.id, call));
  };

  return (
    <div className="d-composer">
      {draft.composed === undefined ? (
        <TextComposer
          {...{ name, leaves, isSending }}
          text={draft.text}
          isFocused={isInUse.current}
          onText={(text) => onDraft({ text })}
          onChoose={(leaf) => {
            setRefused(NONE);
            onDraft({ text: '', composed: begin(leaf) });
          }}
          onSend={(text) => void send({ text }, () => api.text(persona.id, channel.id, text))}
        />
      ) : (
        <CommandComposer
          key={nameOf(draft.composed.leaf)}
          composed={draft.composed}
          channel={channel.id}
          {...{ isSending, refused }}
          onChange={(composed) => onDraft({ text: '', composed })}
          onSend={run}
          onCancel={() => {
            isInUse.current = true;
            onDraft(EMPTY);
          }}
        />
      )}
    </div>
  );
}
