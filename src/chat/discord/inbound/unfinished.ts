import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Outcome } from '../../../domain/call.ts';
import type { Button, Message } from '../../../domain/message.ts';
import { atMost } from '../../../lib/read-cache.ts';
import { words } from '../../../words/index.ts';
import type { Interaction } from './interaction.ts';

/** The `command` of the button that opens a form again with what was filled in. */
export const fixesForm = 'fix-form';

/** A form that was sent and can't be used as it is. */
export interface Unfinished {
  readonly by: string;
  /** The modal's id. */
  readonly form: string;
  readonly values: Readonly<Record<string, string>>;
}

/** How many are kept; the oldest go first. */
const most = 1_000;
const args = z.object({ form: z.string() });

/**
 * Forms with a mistake in them. A modal can't follow a modal, so the answer has a button that opens it again. What was typed is
 * kept in memory alone, since nothing was recorded of it: after a restart the form is filled in afresh.
 */
export function createUnfinished() {
  const kept = new LRUCache<string, Unfinished>(atMost(most));
  return {
    /** The answer to a form that was sent, with _Fix it_ where a field of it is wrong. */
    answered(
      { message, field }: Pick<Outcome, 'message' | 'field'>,
      { id, by, data }: Extract<Interaction, { type: 5 }>,
      values: Unfinished['values'],
    ): Message {
      if (field === undefined) return message;
      kept.set(id, { by, form: data.custom_id, values });
      const fix: Button = { label: words.chats.fixIt, style: 'primary', command: fixesForm, args: { form: id } };
      return { ...message, buttons: [...(message.buttons ?? []), fix] };
    },
    /** Null: it's no longer kept, or somebody else's. */
    find(given: Button['args'], by: string): Unfinished | null {
      const found = kept.get(args.safeParse(given).data?.form ?? '');
      return found?.by === by ? found : null;
    },
  };
}
