import { array, idText, isObject } from '../../common/json.ts';
import type { Json } from '../types.ts';
import { ALLOWED, checkElement } from './elements.ts';
import { checkTextObject } from './objects.ts';
import type { Report } from './report.ts';
import { checkCount, checkText, missing } from './report.ts';

type Check = (report: Report, pointer: string, block: Json) => void;

const CHECKS: Record<string, Check> = {
  section: (report, pointer, block) => {
    const fields = block['fields'];
    checkTextObject(report, `${pointer}/text`, block['text'], 3000, { required: fields === undefined });
    if (fields !== undefined && checkCount(report, `${pointer}/fields`, fields, 10)) {
      array(fields).forEach((field, index) =>
        checkTextObject(report, `${pointer}/fields/${index}`, field, 2000, { required: true }),
      );
    }
    if (block['accessory'] !== undefined) {
      checkElement(report, `${pointer}/accessory`, block['accessory'], ALLOWED.section);
    }
  },
  header: (report, pointer, block) =>
    checkTextObject(report, `${pointer}/text`, block['text'], 150, { plain: true, required: true }),
  divider: () => undefined,
  context: (report, pointer, block) => {
    if (!checkCount(report, `${pointer}/elements`, block['elements'], 10)) return;
    array(block['elements']).forEach((element, index) => {
      const at = `${pointer}/elements/${index}`;
      if (isObject(element) && element['type'] === 'image') checkElement(report, at, element, ['image']);
      else checkTextObject(report, at, element, 3000, { required: true });
    });
  },
  actions: (report, pointer, block) => {
    if (!checkCount(report, `${pointer}/elements`, block['elements'], 25)) return;
    array(block['elements']).forEach((element, index) =>
      checkElement(report, `${pointer}/elements/${index}`, element, ALLOWED.actions),
    );
  },
  input: (report, pointer, block) => {
    checkTextObject(report, `${pointer}/label`, block['label'], 2000, { plain: true, required: true });
    checkTextObject(report, `${pointer}/hint`, block['hint'], 2000, { plain: true });
    if (block['element'] === undefined) missing(report, `${pointer}/element`);
    else checkElement(report, `${pointer}/element`, block['element'], ALLOWED.input);
  },
  image: (report, pointer, block) => {
    if (block['slack_file'] === undefined) checkText(report, `${pointer}/image_url`, block['image_url'], 3000, true);
    checkText(report, `${pointer}/alt_text`, block['alt_text'], 2000, true);
    checkTextObject(report, `${pointer}/title`, block['title'], 2000, { plain: true });
  },
  markdown: (report, pointer, block) => checkText(report, `${pointer}/text`, block['text'], 12_000, true),
  rich_text: (report, pointer, block) => {
    checkCount(report, `${pointer}/elements`, block['elements'], 1000, 0);
  },
};

/** Blocks against Slack's limits; what this Slack cannot show it refuses as an unsupported type. */
export function checkBlocks(report: Report, pointer: string, blocks: unknown, most: number): void {
  if (!Array.isArray(blocks)) {
    report.add(pointer, 'must provide an array');
    return;
  }
  if (blocks.length > most) report.add(pointer, `no more than ${most} items allowed`);
  blocks.forEach((block: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (!isObject(block)) {
      report.add(at, 'must provide an object');
      return;
    }
    const check = CHECKS[String(block['type'])];
    if (check === undefined) {
      report.add(`${at}/type`, `unsupported type: ${String(block['type'])}`);
      return;
    }
    checkText(report, `${at}/block_id`, block['block_id'], 255);
    check(report, at, block);
  });
  checkUnique(report, pointer, blocks.filter(isObject));
}

function checkUnique(report: Report, pointer: string, blocks: Json[]): void {
  const blockIds = new Set<unknown>();
  blocks.forEach((block, index) => {
    const id = idText(block['block_id']);
    if (id !== '' && blockIds.has(id)) {
      report.add(`${pointer}/${index}/block_id`, `\`block_id\` \`${id}\` already exists`);
    }
    blockIds.add(id);
    const actionIds = new Set<unknown>();
    for (const element of elementsOf(block)) {
      const action = idText(element['action_id']);
      if (action !== '' && actionIds.has(action)) {
        const where = `${pointer}/${index}`;
        report.add(where, `\`action_id\` \`${action}\` already exists for block_id \`${id || index}\``);
      }
      actionIds.add(action);
    }
  });
}

/** The interactive elements of a block. */
export function elementsOf(block: Json): Json[] {
  const elements = block['type'] === 'actions' ? array(block['elements']) : [block['accessory'], block['element']];
  return elements.filter(isObject).filter((element) => element['type'] !== 'image');
}

/** All that is written in blocks, counted as Slack counts a message's size. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (!isObject(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return Object.values(value).reduce((sum: number, one) => sum + lengthOf(one), own);
}
