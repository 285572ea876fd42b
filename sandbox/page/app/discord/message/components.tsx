import type { DiscordButton as ButtonElement } from '@skyra/discord-components-core';
import { DiscordActionRow, DiscordAttachments, DiscordButton } from '@skyra/discord-components-react';
import type { MouseEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../data/send.ts';
import { api } from '../api.ts';
import { useDiscordSurroundings } from '../context.ts';
import { signInAs } from '../sign-in.ts';
import type { Component, Message } from '../types.ts';
import { SelectMenu, isSelect } from './select-menu.tsx';

const BUTTON = 2;
const LINK = 5;
const STYLES = ['secondary', 'primary', 'secondary', 'success', 'destructive', 'secondary'] as const;

/** The rows of buttons and selects below a message. */
export function Components({ message }: { message: Message }) {
  const { persona, notify } = useDiscordSurroundings();
  const [busy, setBusy] = useState<string>();
  const use = async (customId: string, values?: string[]): Promise<void> => {
    if (busy !== undefined) return;
    setBusy(customId);
    try {
      const done = await api.use(persona.id, message.channel_id, message.id, customId, values);
      if (!done.ok) notify(done.message ?? 'This interaction failed.');
    } catch (error) {
      notify(sentenceOf(error));
    }
    setBusy(undefined);
  };
  return (
    <DiscordAttachments slot="components">
      {message.components.map((row, index) => (
        <DiscordActionRow key={row.id ?? index}>
          {(row.components ?? []).map((one, at) =>
            one.type === BUTTON ? (
              <Button key={at} button={one} busy={busy} onPress={(id) => void use(id)} />
            ) : isSelect(one) ? (
              <SelectMenu
                key={at}
                select={one}
                isBusy={busy !== undefined}
                onChoose={(values) => void use(one.custom_id ?? '', values)}
              />
            ) : null,
          )}
        </DiscordActionRow>
      ))}
    </DiscordAttachments>
  );
}

function Button({
  button,
  busy,
  onPress,
}: {
  button: Component;
  busy: string | undefined;
  onPress: (customId: string) => void;
}) {
  const { persona } = useDiscordSurroundings();
  const { style = 2, url, custom_id: id = '', label = '', emoji } = button;
  const isBusy = busy !== undefined && busy === id;
  const isDisabled = button.disabled === true;
  const element = useDisabled(isDisabled);
  const words = [emoji?.name, label].filter(Boolean).join(' ');
  return (
    <DiscordButton
      type={STYLES[style] ?? 'secondary'}
      url={style === LINK && url !== undefined ? signInAs(url, persona.id) : undefined}
      ref={element}
      disabled={isDisabled}
      aria-busy={isBusy}
      data-button={style === LINK ? 'link' : STYLES[style]}
      onClick={(event: MouseEvent) => {
        // One that waits keeps the focus, and takes no second click.
        if (style === LINK || isDisabled || isBusy) return;
        event.preventDefault();
        onPress(id);
      }}
    >
      {isBusy ? <span className="dots" aria-label={`${words}, waiting`} /> : words}
      {style === LINK && '\u00a0'}
    </DiscordButton>
  );
}

/** The library only draws a button as disabled; this makes it so, also for the keyboard and screen readers. */
function useDisabled(isDisabled: boolean) {
  const element = useRef<ButtonElement>(null);
  useEffect(() => {
    const { current } = element;
    void current?.updateComplete.then(() => {
      const inner = current.shadowRoot?.querySelector('button');
      if (inner) inner.disabled = isDisabled;
    });
  });
  return element;
}
