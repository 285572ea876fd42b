import { useEffect, useId, useRef, useState } from 'react';
import { useSurroundings } from '../context.ts';
import type { Place } from '../api.ts';
import { api } from '../api.ts';
import type { Block, Option, Value } from '../types.ts';
import type { FieldProps } from './field-props.ts';

const PAUSE_MS = 150;

/** A select whose options the app finds as one types. */
export function ExternalSelect(props: FieldProps & { block: Block; place: Place }) {
  const { element, value, label, labelledBy, describedBy, block, place, onValue } = props;
  const { persona, notify } = useSurroundings();
  const id = useId();
  const isMany = element.type.startsWith('multi_');
  const chosen = isMany
    ? (value?.selected_options ?? [])
    : [value?.selected_option].filter((one) => one !== null && one !== undefined);
  const [typed, setTyped] = useState<string>();
  const [options, setOptions] = useState<Option[]>();
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const shown = typed ?? (isMany ? '' : (chosen[0]?.text.text ?? ''));

  useEffect(() => {
    if (typed === undefined || typed.length < (element.min_query_length ?? 3)) return setOptions(undefined);
    const number = (asked.current += 1);
    const timer = window.setTimeout(async () => {
      const act = { blockId: block.block_id, actionId: element.action_id };
      const found = await api.suggest(persona.id, place, act, typed);
      if (number !== asked.current) return;
      if (!found.ok) notify(found.message ?? 'No options came.');
      setOptions([...(found.options ?? []), ...(found.option_groups ?? []).flatMap((group) => group.options)]);
      setActive(0);
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);

  const choose = (option: Option | undefined): void => {
    setTyped(undefined);
    setOptions(undefined);
    if (!isMany) return onValue({ type: element.type, selected_option: option ?? null });
    if (option !== undefined) onValue({ type: element.type, selected_options: [...chosen, option] } satisfies Value);
  };
  const isOpen = options !== undefined;

  return (
    <div className="combo">
      {isMany &&
        chosen.map((option) => (
          <button
            key={option.value}
            type="button"
            className="chip"
            onClick={() =>
              onValue({ type: element.type, selected_options: chosen.filter((one) => one.value !== option.value) })
            }
          >
            {option.text.text} ×
          </button>
        ))}
      <input
        className="field"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-label={labelledBy === undefined ? label : undefined}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-activedescendant={isOpen && options.length > 0 ? `${id}-${active}` : undefined}
        placeholder={element.placeholder?.text ?? 'Type to search'}
        value={shown}
        onFocus={(event) => {
          event.target.select();
          if ((element.min_query_length ?? 3) === 0) setTyped('');
        }}
        onBlur={() => {
          setTyped(undefined);
          setOptions(undefined);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '' && !isMany) onValue({ type: element.type, selected_option: null });
        }}
        onKeyDown={(event) => {
          if (!isOpen) return;
          if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, options.length - 1));
          else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
          else if (event.key === 'Enter') choose(options[active]);
          else return;
          event.preventDefault();
        }}
      />
      {isOpen && (
        <ul id={id} role="listbox" className="options" aria-label={`Options for ${label}`}>
          {options.length === 0 && <li className="options-none">Nothing found</li>}
          {options.map((option, index) => (
            <li
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              {option.text.text}
              {option.description !== undefined && <small>{option.description.text}</small>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
