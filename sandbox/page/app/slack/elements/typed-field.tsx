import type { ChangeEvent, KeyboardEvent } from 'react';
import type { Value } from '../types.ts';
import type { FieldProps } from './field-props.ts';

const TYPES: Record<string, [type: string, field: keyof Value]> = {
  plain_text_input: ['text', 'value'],
  email_text_input: ['email', 'value'],
  url_text_input: ['url', 'value'],
  number_input: ['number', 'value'],
  datepicker: ['date', 'selected_date'],
  timepicker: ['time', 'selected_time'],
  datetimepicker: ['datetime-local', 'selected_date_time'],
};

/** Texts, numbers, dates and times. */
export function TypedField(props: FieldProps & { onEnter?: () => void }) {
  const { element, value, label, labelledBy, describedBy, isBusy, onValue, onEnter } = props;
  const [type, field] = TYPES[element.type] ?? ['text', 'value'];
  const held = value?.[field] as string | number | null | undefined;
  const common = {
    className: 'field',
    value: type === 'datetime-local' ? toLocal(held) : (held ?? ''),
    placeholder: element.placeholder?.text,
    'aria-label': labelledBy === undefined ? label : undefined,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-busy': isBusy,
    autoFocus: element.focus_on_load === true,
    maxLength: element.max_length,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const typed = event.target.value;
      const next = type === 'datetime-local' ? fromLocal(typed) : typed === '' ? null : typed;
      onValue({ type: element.type, [field]: next });
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && onEnter !== undefined && !(element.multiline === true && event.shiftKey)) onEnter();
    },
  };
  if (element.multiline === true) return <textarea rows={3} {...common} />;
  return <input type={type} min={element.min_value} max={element.max_value} {...common} />;
}

const pad = (number: number): string => String(number).padStart(2, '0');

function toLocal(seconds: unknown): string {
  if (typeof seconds !== 'number') return '';
  const at = new Date(seconds * 1000);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

const fromLocal = (typed: string): number | null =>
  typed === '' ? null : Math.floor(new Date(typed).getTime() / 1000);
