import type { Pressed } from '../outbound/custom-id.ts';
import { askModal, formModal } from '../outbound/modals.ts';
import type { ModalJson } from '../outbound/modals.ts';

/** What is asked before a button does anything. */
export function modalOf({ confirm, form }: Pressed, key: string): ModalJson | null {
  if (form !== undefined) return formModal(form, key);
  return confirm === undefined ? null : askModal(confirm, key);
}

/** What was typed into a button's modal, as far as it asked for it. */
export function filledIn({ confirm, form }: Pressed, values: Readonly<Record<string, string>>): Record<string, string> {
  const names = [...(form?.fields.map(({ name }) => name) ?? []), ...(confirm?.reason === undefined ? [] : ['reason'])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = values[name]?.trim();
      return text ? [[name, text]] : [];
    }),
  );
}
