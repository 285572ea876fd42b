import type { KeyboardEvent } from 'react';
import { useEffect, useId, useState } from 'react';
import type { Composed, Filled } from '../compose/composed.ts';
import { readTyped } from '../compose/composed.ts';
import { hexOf } from '../looks.ts';
import type { CommandOption } from '../types.ts';
import { Popup, comboOf } from './popup.tsx';
import { useSuggestions } from './use-suggestions.ts';

/** What happens with an option. */
export interface FieldEvents {
  /** It has a value, or none any more. @param isLeaving whether to go on to the next one */
  onFill: (filled: Filled | undefined, isLeaving: boolean) => void;
  /** What was typed cannot be its value. */
  onWrong: (sentence: string) => void;
  /** Enter was pressed with nothing to choose. */
  onEnter: (filled: Filled | undefined) => void;
  /** Backspace was pressed where nothing is. */
  onBack: () => void;
  /** Escape was pressed with no list open. */
  onEscape: () => void;
}

/** One option of a command: its name, and where its value is typed or chosen. */
export function OptionField({
  composed,
  option,
  channel,
  inputId,
  error,
  onFill,
  onWrong,
  onEnter,
  onBack,
  onEscape,
}: { composed: Composed; option: CommandOption; channel: string; inputId: string; error?: string } & FieldEvents) {
  const id = useId();
  const filled = composed.filled[option.name];
  /** Undefined: nobody is here. */
  const [typed, setTyped] = useState<string>();
  const [isClosed, setClosed] = useState(false);
  const [active, setActive] = useState(0);
  const isUntouched = typed === filled?.label;
  const suggestions = useSuggestions(composed, option, channel, typed === undefined || !isUntouched ? typed : '');
  const rows = suggestions ?? [];
  const isOpen = typed !== undefined && !isClosed;

  useEffect(() => setActive(0), [typed, rows.length]);

  const choose = (index: number): void => {
    const chosen = rows[index];
    if (chosen === undefined || chosen.detail === 'failed') return;
    setTyped(chosen.label);
    onFill({ value: chosen.value, label: chosen.label }, true);
  };
  /** Takes what is typed as the value. @returns what is filled in then; null where it cannot be */
  const commit = (): Filled | undefined | null => {
    const text = (typed ?? '').trim();
    if (text === (filled?.label ?? '')) return filled;
    if (text === '') return undefined;
    const read = readTyped(option, text);
    if (typeof read !== 'string') return read;
    onWrong(read);
    return null;
  };
  const key = (event: KeyboardEvent): void => {
    const canChoose = isOpen && rows.length > 0 && !(isUntouched && filled !== undefined);
    if (isOpen && event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, rows.length - 1));
    else if (isOpen && event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
    else if (canChoose && (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey))) choose(active);
    else if (event.key === 'Enter') {
      const now = commit();
      if (now !== null) onEnter(now);
    } else if (event.key === 'Tab' && !event.shiftKey) {
      const now = commit();
      if (now !== null) onFill(now, true);
    } else if (event.key === 'Escape' && isOpen && rows.length > 0) setClosed(true);
    else if (event.key === 'Escape') onEscape();
    else if (event.key === 'Backspace' && typed === '') onBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className="d-option" data-wrong={error !== undefined} data-filled={filled !== undefined}>
      <label htmlFor={inputId}>{option.name}</label>
      <input
        id={inputId}
        aria-label={option.name}
        aria-required={option.required === true}
        aria-invalid={error !== undefined}
        {...comboOf(id, isOpen, rows.length > 0 ? active : -1)}
        value={typed ?? filled?.label ?? ''}
        style={{ width: `calc(${Math.max(2, (typed ?? filled?.label ?? '').length + 1)}ch + 14px)` }}
        onFocus={(event) => {
          setTyped(filled?.label ?? '');
          setClosed(false);
          event.target.select();
        }}
        onBlur={() => {
          const now = commit();
          setTyped(undefined);
          if (now !== null && now !== filled) onFill(now, false);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          setClosed(false);
        }}
        onKeyDown={key}
      />
      {isOpen && (
        <Popup
          id={id}
          label={`Options for ${option.name}`}
          head={
            <>
              <strong>{option.name}</strong> <span>{option.description}</span>
              {error !== undefined && <em role="alert">{error}</em>}
            </>
          }
          rows={rows.map((one, index) => ({
            key: `${index}${String(one.value)}`,
            main: one.color ? <span style={{ color: hexOf(one.color) }}>{one.label}</span> : one.label,
            detail: one.detail === 'failed' ? undefined : one.detail,
            isDisabled: one.detail === 'failed',
          }))}
          active={active}
          empty={emptyWords(option, suggestions === undefined)}
          onChoose={choose}
        />
      )}
    </span>
  );
}

function emptyWords(option: CommandOption, isLoading: boolean): string | undefined {
  if (isLoading) return 'Loading options…';
  if (option.autocomplete === true || (option.choices ?? []).length > 0 || option.type > 5) return 'No options match.';
  return undefined;
}
