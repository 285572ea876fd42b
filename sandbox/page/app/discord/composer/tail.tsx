import { useEffect, useId, useState } from 'react';
import type { CommandOption } from '../types.ts';
import { Popup, comboOf } from './popup.tsx';

/** The end of a command: where more options are added, and Enter sends. */
export function Tail({
  inputId,
  options,
  onAdd,
  onSend,
  onBack,
  onEscape,
}: {
  inputId: string;
  /** That could still be added. */
  options: CommandOption[];
  onAdd: (name: string) => void;
  onSend: () => void;
  onBack: () => void;
  onEscape: () => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isFocused, setFocused] = useState(false);
  const [active, setActive] = useState(-1);
  const fits = options.filter((one) => one.name.includes(typed.trim().toLowerCase().replace(/:$/, '')));
  const isOpen = isFocused && fits.length > 0;

  useEffect(() => setActive(typed.trim() === '' ? -1 : 0), [typed]);

  const add = (option: CommandOption | undefined): void => {
    if (option === undefined) return;
    setTyped('');
    onAdd(option.name);
  };
  return (
    <span className="d-tail">
      <input
        id={inputId}
        aria-label="More options"
        {...comboOf(id, isOpen, active)}
        value={typed}
        placeholder={options.length > 0 ? `+${options.length} optional` : ''}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          setTyped('');
        }}
        onChange={(event) => {
          const text = event.target.value;
          const named = options.find((one) => `${one.name}:` === text.trim().toLowerCase());
          if (named === undefined) setTyped(text);
          else add(named);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, fits.length - 1));
          else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, -1));
          else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && isOpen && active >= 0)
            add(fits[active]);
          else if (event.key === 'Enter') onSend();
          else if (event.key === 'Backspace' && typed === '') onBack();
          else if (event.key === 'Escape') onEscape();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {isOpen && (
        <Popup
          id={id}
          label="Options that can be added"
          head={<strong>Optional</strong>}
          rows={fits.map((one) => ({ key: one.name, main: one.name, detail: one.description }))}
          active={active}
          onChoose={(index) => add(fits[index])}
        />
      )}
    </span>
  );
}
