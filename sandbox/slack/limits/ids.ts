import { shortId } from '../ids.ts';
import { idText, isObject } from '../../common/json.ts';
import type { Block, Json } from '../types.ts';

/** Blocks as Slack keeps them: each with a block_id, each interactive element with an action_id. */
export function withIds(blocks: Json[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    ...(isObject(block['accessory']) ? { accessory: withActionId(block['accessory']) } : {}),
    ...(isObject(block['element']) ? { element: withActionId(block['element']) } : {}),
    ...(block['type'] === 'actions' ? { elements: (block['elements'] as Json[]).map(withActionId) } : {}),
    type: String(block['type']),
    block_id: idText(block['block_id']) || shortId(),
  }));
}

function withActionId(element: Json): Json {
  if (element['type'] === 'image') return element;
  return { ...element, action_id: element['action_id'] ?? shortId() };
}
