import { useSurroundings } from '../context.ts';
import type { Element, Option, Value } from '../types.ts';
import type { FieldProps } from './field-props.ts';
import { MultiSelect } from './multi-select.tsx';
import { optionsOf } from './values.ts';

/** Selects of options, people or channels, of one or several. */
export function Select(props: FieldProps) {
  const { element, value, label, labelledBy, describedBy, isBusy, onValue } = props;
  const groups = useChoices(element);
  const field = FIELDS[element.type] ?? 'selected_option';
  if (element.type.startsWith('multi_')) {
    return <MultiSelect {...props} options={groups.flatMap((group) => group.options)} field={field} />;
  }
  const held = value?.[field];
  const current = typeof held === 'string' ? held : ((held as Option | null | undefined)?.value ?? '');
  const choose = (chosen: string): void => {
    const option = optionsOf(element).find((one) => one.value === chosen) ?? null;
    onValue({ type: element.type, [field]: field === 'selected_option' ? option : chosen || null });
  };
  return (
    <select
      className="field select"
      value={current}
      disabled={isBusy}
      aria-busy={isBusy}
      aria-label={labelledBy === undefined ? label : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{element.placeholder?.text ?? 'Choose an option'}</option>
      {groups.map((group) =>
        group.label === undefined ? (
          group.options.map(renderOption)
        ) : (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(renderOption)}
          </optgroup>
        ),
      )}
    </select>
  );
}

const FIELDS: Record<string, keyof Value> = {
  static_select: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  multi_static_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
};

const renderOption = (option: Option) => (
  <option key={option.value} value={option.value}>
    {option.text.text}
  </option>
);

function useChoices(element: Element): { label?: string; options: Option[] }[] {
  const { people, world } = useSurroundings();
  if (element.type.endsWith('users_select')) {
    const present = people.filter((one) => !one.deleted);
    return [{ options: present.map((one) => plainOption(one.id, one.realName)) }];
  }
  if (element.type.endsWith('conversations_select') || element.type.endsWith('channels_select')) {
    return [{ options: world.channels.map((one) => plainOption(one.id, `#${one.name}`)) }];
  }
  if (element.option_groups === undefined) return [{ options: element.options ?? [] }];
  return element.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
}

const plainOption = (value: string, text: string): Option => ({ value, text: { type: 'plain_text', text } });
