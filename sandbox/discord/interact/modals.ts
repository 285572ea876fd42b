import type { ModalContent } from '../limits/modals.ts';
import type { Store } from '../store.ts';

/** A form that a person has open. */
export interface Modal extends ModalContent {
  id: string;
  user: string;
  channel: string;
  /** The message whose component opened it. */
  source?: string;
}

export interface Modals {
  open: (modal: Omit<Modal, 'id'>) => Modal;
  of: (userId: string) => Modal[];
  find: (userId: string, id: string) => Modal | undefined;
  close: (modal: Modal) => void;
  clear: () => void;
}

/** Discord shows one form at a time: a new one takes the place of the one before. */
export function createModals({ nextId, announce }: Pick<Store, 'nextId' | 'announce'>): Modals {
  const open = new Map<string, Modal>();
  return {
    open: (made) => {
      const modal = { ...made, id: nextId() };
      open.set(modal.user, modal);
      announce({ type: 'modal', user: modal.user });
      return modal;
    },
    of: (userId) => [open.get(userId)].flatMap((modal) => modal ?? []),
    find: (userId, id) => (open.get(userId)?.id === id ? open.get(userId) : undefined),
    close: (modal) => {
      if (open.get(modal.user)?.id === modal.id) open.delete(modal.user);
      announce({ type: 'modal', user: modal.user });
    },
    clear: () => open.clear(),
  };
}
