import { useId } from 'react';
import { Markup } from '../markup.tsx';
import type { Option, Value } from '../types.ts';
import type { FieldProps } from './field-props.ts';
import { optionsOf } from './values.ts';

/** Radio buttons and checkboxes. */
export function Choice({ element, value, label, labelledBy, describedBy, isBusy, onValue }: FieldProps) {
  const group = useId();
  const isMany = element.type === 'checkboxes';
  const chosen = isMany
    ? (value?.selected_options ?? [])
    : [value?.selected_option].filter((one) => one !== null && one !== undefined);
  const isChosen = (option: Option): boolean => chosen.some((one) => one.value === option.value);
  const choose = (option: Option): void => {
    if (!isMany) {
      onValue({ type: element.type, selected_option: option });
      return;
    }
    const next = optionsOf(element).filter((one) => (one.value === option.value) !== isChosen(one));
    onValue({ type: element.type, selected_options: next } satisfies Value);
  };
  const name = labelledBy === undefined ? { 'aria-label': label } : { 'aria-labelledby': labelledBy };
  return (
    <div className="choices" role={isMany ? 'group' : 'radiogroup'} aria-describedby={describedBy} {...name}>
      {optionsOf(element).map((option) => (
        <label key={option.value} className="tick">
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={group}
            checked={isChosen(option)}
            disabled={isBusy}
            onChange={() => choose(option)}
          />
          <span>
            {option.text.type === 'mrkdwn' ? <Markup text={option.text} /> : option.text.text}
            {option.description !== undefined && <small>{option.description.text}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
