import { useEffect, useId, useRef, useState } from 'react';
import { useSurroundings } from './context.ts';
import { Icon } from '../icons.tsx';
import { suggestionsFor } from './suggestions.ts';

const SHORTCUTS = ['', 'mine', 'pending', 'help'];

/** Where one types, with suggestions for commands, people and channels. */
export function Composer({
  name,
  draft,
  product,
  onDraft,
  onSend,
}: {
  /** The conversation's. */
  name: string;
  draft: string;
  /** A product's id, for the suggestions. */
  product: string;
  onDraft: (text: string) => void;
  /** Settles when it has arrived; false where it went nowhere, and the text stays. */
  onSend: (text: string) => Promise<boolean>;
}) {
  const { world, people } = useSurroundings();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [isFocused, setFocused] = useState(false);
  const [dismissed, setDismissed] = useState<string>();
  const [active, setActive] = useState(-1);
  const [isSending, setSending] = useState(false);
  const suggestions = isFocused && dismissed !== draft ? suggestionsFor(draft, world, people, product) : [];
  const isOpen = suggestions.length > 0;

  useEffect(() => setActive(-1), [draft]);
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  const send = async (text: string): Promise<void> => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    setDismissed(text);
    const isHeard = await onSend(text.trim());
    setSending(false);
    if (isHeard) onDraft('');
    input.current?.focus();
  };
  const choose = (text: string): void => {
    onDraft(text);
    input.current?.focus();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send(draft);
      }}
    >
      {isOpen && (
        <ul id={id} role="listbox" className="suggestions" aria-label="Suggestions">
          {suggestions.map((one, index) => (
            <li
              key={one.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(one.text);
              }}
            >
              <code>{one.label}</code>
              <span>{one.detail}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={draft}
          role="combobox"
          aria-label={`Message ${name}`}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          placeholder={`Message ${name}, or type ${world.app.command}`}
          onChange={(event) => onDraft(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            if (isOpen && event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, suggestions.length - 1));
            else if (isOpen && event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
            else if (isOpen && event.key === 'Tab' && !event.shiftKey)
              choose(suggestions[Math.max(active, 0)]?.text ?? draft);
            else if (isOpen && event.key === 'Escape') setDismissed(draft);
            else if (event.key === 'Enter' && !event.shiftKey && isOpen && active >= 0)
              choose(suggestions[active]?.text ?? draft);
            else if (event.key === 'Enter' && !event.shiftKey) void send(draft);
            else return;
            event.preventDefault();
          }}
        />
        <button
          type="submit"
          className="button button-primary button-send"
          aria-label="Send"
          disabled={draft.trim() === ''}
        >
          {isSending ? <span className="spinner" /> : <Icon name="send" size={16} />}
        </button>
      </div>
      <div className="shortcuts" role="group" aria-label="Run at once">
        {SHORTCUTS.map((one) => {
          const text = `${world.app.command} ${one}`.trim();
          return (
            <button key={one} type="button" className="chip" onClick={() => void send(text)}>
              {text}
            </button>
          );
        })}
        <span className="composer-hint">
          <kbd>Tab</kbd> completes · <kbd>Enter</kbd> sends
        </span>
      </div>
    </form>
  );
}
