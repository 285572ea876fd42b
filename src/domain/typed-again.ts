import { z } from 'zod';
import type { Button } from './message.ts';

/** The `command` of a button that gives another command for whoever presses it, as if they had given it themselves. */
export const typedAgain = 'typed';

/** The longest command behind such a button, in characters: with room for a button's other words. */
const longest = 1_500;

/** What such a button gives: a line to be read as typed, or a command with its arguments. */
export type Again =
  { readonly line: string } | { readonly command: string; readonly args: Readonly<Record<string, unknown>> };

const schema = z.union([
  z.strictObject({ line: z.string().max(longest) }),
  z.strictObject({ command: z.string().max(64), args: z.string().max(longest) }),
]);
const given = z.record(z.string(), z.unknown());

/** The command and arguments of the button; null: they don't fit into one. */
export function againButton(again: Again): Pick<Button, 'command' | 'args'> | null {
  const args = 'line' in again ? again : { command: again.command, args: JSON.stringify(again.args) };
  return schema.safeParse(args).success ? { command: typedAgain, args } : null;
}

/** What one of our buttons gives; null: it gives no other command, or was changed by hand. */
export function readAgain({ command, args }: { readonly command: string; readonly args: object }): Again | null {
  const read = command === typedAgain ? schema.safeParse(args).data : undefined;
  if (read === undefined || 'line' in read) return read ?? null;
  try {
    return { command: read.command, args: given.parse(JSON.parse(read.args)) };
  } catch {
    return null;
  }
}
