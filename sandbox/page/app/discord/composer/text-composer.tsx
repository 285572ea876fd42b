import { useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../../icons.tsx';
import type { Leaf } from '../compose/leaves.ts';
import { fitting, namedBy, nameOf } from '../compose/leaves.ts';
import { useDiscordSurroundings } from '../context.ts';
import { looksOf } from '../looks.ts';
import { Popup, comboOf } from './popup.tsx';

/** Where one writes a message; a slash opens the list of commands. */
export function TextComposer({
  name,
  text,
  leaves,
  isSending,
  isFocused: isWanted,
  onText,
  onChoose,
  onSend,
}: {
  /** The channel's, with its mark. */
  name: string;
  text: string;
  leaves: Leaf[];
  isSending: boolean;
  /** Whether to have the focus from the start. */
  isFocused: boolean;
  onText: (text: string) => void;
  onChoose: (leaf: Leaf) => void;
  onSend: (text: string) => void;
}) {
  const { world, personas } = useDiscordSurroundings();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [isFocused, setFocused] = useState(false);
  const [dismissed, setDismissed] = useState<string>();
  const [active, setActive] = useState(0);
  // Once options are typed as text (`name:value`), the line is sent as it stands.
  const isCommand = text.startsWith('/') && !/\s\S+:/.test(text);
  const fits = isCommand ? fitting(leaves, text) : [];
  const isOpen = isFocused && isCommand && dismissed !== text;

  useEffect(() => setActive(0), [text]);
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const change = (next: string): void => {
    const named = next.startsWith('/') && next.length > text.length ? namedBy(leaves, next) : undefined;
    if (named === undefined) onText(next);
    else onChoose(named);
  };
  const send = (): void => {
    if (text.trim() !== '' && !isSending) onSend(text.trim());
  };
  const choose = (index: number): void => {
    const leaf = fits[index];
    if (leaf !== undefined) onChoose(leaf);
  };
  const app = looksOf(world.app.user, world, personas);

  return (
    <div className="d-line">
      {isOpen && (
        <Popup
          id={id}
          label="Commands"
          head={
            <>
              <img src={app.avatar} alt="" width={16} height={16} /> <strong>{world.app.name}</strong>
            </>
          }
          rows={fits.map((leaf) => ({ key: nameOf(leaf), main: nameOf(leaf), detail: leaf.description }))}
          active={active}
          empty={
            leaves.length === 0 ? `${world.app.name} offers no commands here.` : 'No command fits what you have typed.'
          }
          onChoose={choose}
        />
      )}
      <textarea
        ref={input}
        rows={1}
        autoFocus={isWanted}
        value={text}
        aria-label={`Write in ${name}`}
        {...comboOf(id, isOpen, fits.length > 0 ? active : -1)}
        placeholder={`Message ${name}`}
        onChange={(event) => change(event.target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={(event) => {
          const canChoose = isOpen && fits.length > 0;
          if (canChoose && event.key === 'ArrowDown') setActive((at) => (at + 1) % fits.length);
          else if (canChoose && event.key === 'ArrowUp') setActive((at) => (at + fits.length - 1) % fits.length);
          else if (canChoose && ((event.key === 'Tab' && !event.shiftKey) || event.key === 'Enter')) choose(active);
          else if (isOpen && event.key === 'Escape') setDismissed(text);
          else if (event.key === 'Enter' && !event.shiftKey) send();
          else return;
          event.preventDefault();
        }}
      />
      <button
        type="button"
        className="d-run"
        aria-label="Post"
        disabled={text.trim() === '' || isSending}
        onClick={send}
      >
        {isSending ? <span className="spinner" /> : <Icon name="send" size={16} />}
      </button>
    </div>
  );
}
