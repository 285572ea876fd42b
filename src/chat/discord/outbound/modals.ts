import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { cut } from '../../../domain/cut.ts';
import type { Button, ButtonForm } from '../../../domain/message.ts';
import { longestTyped } from '../../../domain/button-form.ts';
import { askModalId } from './custom-id.ts';
import { escapePlain } from './text.ts';

export interface ModalJson {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly object[];
}

/** Discord's limits of a modal, in characters. */
const most = { title: 45, label: 45, description: 100, text: 1_900, placeholder: 100 } as const;
export const longestReason = longestTyped.reason;

/** Asks before a button does anything: Discord has no dialogs of yes and no, so sending the modal is the yes. */
export function askModal({ title, text, yes, no, reason }: NonNullable<Button['confirm']>, stash: string): ModalJson {
  const small = `-# Submit: ${escapePlain(yes, 80)}. Cancel: ${escapePlain(no, 80)}.`;
  return modal(askModalId(stash), title, [
    { type: ComponentType.TextDisplay, content: `${escapePlain(text || title || '…', most.text)}\n${small}` },
    ...(reason === undefined ? [] : [textInput('reason', reason, { long: true, most: longestReason })]),
  ]);
}

/** The form behind a button; what its fields hold comes with their names. */
export function formModal({ title, text, submit, cancel, fields }: ButtonForm, stash: string): ModalJson {
  const small = `-# Submit: ${escapePlain(submit, 80)}. Cancel: ${escapePlain(cancel, 80)}.`;
  return modal(askModalId(stash), title, [
    { type: ComponentType.TextDisplay, content: `${escapePlain(text || title || '…', most.text)}\n${small}` },
    ...fields.map(({ name, label, hint }) =>
      textInput(name, label, {
        long: name === 'reason',
        most: longestTyped[name],
        hint,
      }),
    ),
  ]);
}

export function modal(id: string, title: string, components: readonly object[]): ModalJson {
  return { custom_id: id, title: cut(title || '…', most.title), components };
}

/** A place to type in; optional where it isn't `required`. */
export function textInput(
  id: string,
  label: string,
  {
    long = false,
    most: longest,
    hint,
    placeholder,
    required = false,
  }: { long?: boolean; most: number; hint?: string; placeholder?: string; required?: boolean },
): object {
  return labelled(label, hint, {
    type: ComponentType.TextInput,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    custom_id: id,
    required,
    max_length: longest,
    ...(placeholder ? { placeholder: cut(placeholder, most.placeholder) } : {}),
  });
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

/** A choice of one, of at most 25. */
export function selectJson(id: string, options: readonly SelectOption[], placeholder: string): object {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: cut(placeholder, 150),
    options: options.map(({ label, value, description }) => ({
      label: cut(label || '…', 100),
      value,
      ...(description ? { description: cut(description, 100) } : {}),
    })),
  };
}

export function labelled(label: string, hint: string | undefined, component: object): object {
  return {
    type: ComponentType.Label,
    label: cut(label || '…', most.label),
    // What does not fit into the label stands below it.
    ...(hint
      ? { description: cut(hint, most.description) }
      : label.length > most.label
        ? { description: cut(label, most.description) }
        : {}),
    component,
  };
}

interface Input {
  readonly custom_id: string;
  /** Of a choice. */
  readonly options?: readonly { readonly value: string }[];
}

/** A modal with its fields filled in, by their ids. */
export function filled(empty: ModalJson, values: Readonly<Record<string, string>>): ModalJson {
  const components = empty.components.map((one) => {
    const { component } = one as { readonly component?: Input };
    const value = component === undefined ? undefined : values[component.custom_id];
    return component === undefined || !value ? one : { ...one, component: withValue(component, value) };
  });
  return { ...empty, components };
}

function withValue(input: Input, value: string): object {
  const { options } = input;
  if (options === undefined) return { ...input, value };
  return { ...input, options: options.map((one) => ({ ...one, default: one.value === value })) };
}
