import type { types } from '@slack/bolt';
import type { Drawn } from './render.ts';

/** Our blocks as the SDK types them: `render.ts` draws them, its tests hold them to Slack's limits. */
export function toBlocks(blocks: readonly Drawn[]): types.KnownBlock[] {
  return blocks as unknown as types.KnownBlock[];
}
