import { isObject, objects, parsed, text } from '../../common/json.ts';
import { refusal } from '../refusal.ts';
import type { Block, Json } from '../types.ts';
import { checkBlocks, lengthOf } from './blocks.ts';
import { withIds } from './ids.ts';
import { createReport } from './report.ts';

export interface Content {
  text: string | undefined;
  blocks: Block[] | undefined;
  attachments: Json[] | undefined;
}

const MOST_TEXT = 40_000;
const MOST_IN_BLOCKS = 13_000;

/**
 * What a message is to say, checked against Slack's limits.
 * @throws a refusal: no_text, msg_too_long, msg_blocks_too_long, invalid_blocks, invalid_blocks_format …
 */
export function contentOf(given: Json): Content {
  const content: Content = {
    text: text(given['text']),
    blocks: blocksOf(given['blocks']),
    attachments: attachmentsOf(given['attachments']),
  };
  if ((content.text?.length ?? 0) > MOST_TEXT) throw refusal('msg_too_long');
  if (lengthOf(content.blocks) + lengthOf(content.attachments) > MOST_IN_BLOCKS) throw refusal('msg_blocks_too_long');
  return content;
}

/** Whether there is anything to show. */
export function isEmpty({ text: words, blocks, attachments }: Content): boolean {
  return words === undefined && !blocks?.length && !attachments?.length;
}

function blocksOf(given: unknown): Block[] | undefined {
  const value = typeof given === 'string' && given !== '' ? parsed(given) : given;
  if (value === undefined || value === null || value === '') {
    if (typeof given === 'string' && given !== '') throw refusal('invalid_blocks_format');
    return undefined;
  }
  if (!Array.isArray(value)) throw refusal('invalid_blocks_format');
  const report = createReport();
  checkBlocks(report, '/blocks', value, 50);
  if (report.found.length > 0) throw refusal('invalid_blocks', report.found);
  return withIds(objects(value));
}

function attachmentsOf(given: unknown): Json[] | undefined {
  const value = typeof given === 'string' && given !== '' ? parsed(given) : given;
  if (value === undefined || value === null || value === '') return undefined;
  if (!Array.isArray(value) || !value.every(isObject)) throw refusal('invalid_attachments');
  if (value.length > 100) throw refusal('too_many_attachments');
  return value.map((attachment) => {
    const blocks = blocksOf(attachment['blocks']);
    return blocks === undefined ? attachment : { ...attachment, blocks };
  });
}
