import { objects } from '../../common/json.ts';
import { elementsOf } from '../limits/blocks.ts';
import type { Block, Json, Message } from '../types.ts';

/** Every block of a message, those in its attachments included. */
export function blocksOf(message: Message): Block[] {
  const attached = (message.attachments ?? []).flatMap((one) => objects(one['blocks']));
  return [...(message.blocks ?? []), ...(attached as Block[])];
}

/** An interactive element by its action_id, and its block's id where one is given. */
export function findElement(
  blocks: Block[],
  actionId: string,
  blockId?: string,
): { block: Block; element: Json } | undefined {
  for (const block of blocks) {
    if (blockId !== undefined && block.block_id !== blockId) continue;
    const element = elementsOf(block).find((one) => one['action_id'] === actionId);
    if (element !== undefined) return { block, element };
  }
  return undefined;
}
