import type { Option, Value } from '../types.ts';
import type { FieldProps } from './field-props.ts';

/** Several of many: a list to tick, with what is chosen above it. */
export function MultiSelect({
  element,
  value,
  label,
  labelledBy,
  isBusy,
  onValue,
  options,
  field,
}: FieldProps & { options: Option[]; field: keyof Value }) {
  const held = (value?.[field] ?? []) as (Option | string)[];
  const chosen = new Set(held.map((one) => (typeof one === 'string' ? one : one.value)));
  const toggle = (option: Option): void => {
    const next = options.filter((one) => (one.value === option.value) !== chosen.has(one.value));
    const list = field === 'selected_options' ? next : next.map((one) => one.value);
    onValue({ type: element.type, [field]: list });
  };
  const name = labelledBy === undefined ? { 'aria-label': label } : { 'aria-labelledby': labelledBy };
  return (
    <div className="field multi" role="group" {...name}>
      {options.map((option) => (
        <label key={option.value} className="tick">
          <input type="checkbox" checked={chosen.has(option.value)} disabled={isBusy} onChange={() => toggle(option)} />
          <span>{option.text.text}</span>
        </label>
      ))}
    </div>
  );
}
