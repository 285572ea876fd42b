import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { cut } from '../../../domain/cut.ts';
import type { Button, Message } from '../../../domain/message.ts';
import type { StashEntry } from './custom-id.ts';
import { writeButtonId } from './custom-id.ts';

export interface ButtonJson {
  readonly type: number;
  readonly style: number;
  readonly label: string;
  readonly custom_id?: string;
  readonly url?: string;
}

export interface RowJson {
  readonly type: number;
  readonly components: readonly ButtonJson[];
}

/** What stands below a message. */
export interface Below {
  readonly rows: readonly RowJson[];
  readonly stash: readonly StashEntry[];
  /** Whether a button carries the message's key. */
  readonly hasKey: boolean;
  /** Buttons that found no room. */
  readonly left: number;
  /** Links that no button can carry. */
  readonly plainLinks: readonly { readonly label: string; readonly url: string }[];
}

const styles = { primary: ButtonStyle.Primary, plain: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const;
const most = { rows: 5, inRow: 5, label: 80, url: 512 } as const;

/**
 * Buttons of a message's rows (each named by its row's number), its own buttons and its links: five rows of five. The
 * message's own come before the rows' when there is no room for all.
 */
export function drawBelow({ blocks, buttons = [], links = [] }: Message, numbered: boolean, key: string | null): Below {
  const stash: StashEntry[] = [];
  const state = { index: 0, hasKey: false };
  const draw = (one: Button, label: string): ButtonJson[] => {
    const written = writeButtonId(one, state.index, state.hasKey ? null : key);
    if (written === null) return [];
    if (written.entry) stash.push(written.entry);
    state.index++;
    state.hasKey = key !== null;
    const shown = cut(label.trim() || '…', most.label);
    return [{ type: ComponentType.Button, style: styles[one.style], label: shown, custom_id: written.id }];
  };
  const linkable = links.filter(({ url }) => url.length <= most.url && /^https?:$/.test(protocolOf(url)));
  const own = buttons.slice(0, most.rows * most.inRow).map((one) => draw(one, one.label));
  const opened = linkable.map(({ label, url }) => [
    { type: ComponentType.Button, style: ButtonStyle.Link, label: cut(label.trim() || '…', most.label), url },
  ]);
  const tail = [...own, ...opened].flat().slice(0, most.rows * most.inRow);
  const tailRows = chunks(tail, most.inRow);
  const room = (most.rows - tailRows.length) * most.inRow;
  const groups: ButtonJson[][] = [];
  let used = 0;
  let left = buttons.length + linkable.length - tail.length;
  for (const [index, block] of blocks.filter((one) => one.kind === 'row').entries()) {
    if (used + block.buttons.length > room) {
      left += block.buttons.length;
      continue;
    }
    used += block.buttons.length;
    const group = block.buttons.flatMap((one) => draw(one, numbered ? `${index + 1} · ${one.label}` : one.label));
    if (group.length > 0) groups.push(group);
  }
  const fits = groups.length <= most.rows - tailRows.length && groups.every((group) => group.length <= most.inRow);
  const above = fits ? groups : chunks(groups.flat(), most.inRow);
  return {
    rows: [...above, ...tailRows].map((components) => ({ type: ComponentType.ActionRow, components })),
    stash,
    hasKey: state.hasKey,
    left,
    plainLinks: links.filter((link) => !linkable.includes(link)),
  };
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function chunks<T>(all: readonly T[], length: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += length) parts.push(all.slice(at, at + length));
  return parts;
}
