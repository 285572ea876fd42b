import { isObject, objects } from '../../common/json.ts';
import { checkBlocks } from './blocks.ts';
import { checkTextObject } from './objects.ts';
import type { Report } from './report.ts';
import { checkText } from './report.ts';

/** A modal or a Home tab against Slack's limits. */
export function checkView(report: Report, view: unknown, types: readonly string[]): void {
  if (!isObject(view)) {
    report.add('/view', 'must provide an object');
    return;
  }
  if (!types.includes(String(view['type']))) {
    report.add('/view/type', `must be a valid enum value: ${types.join(', ')}`);
    return;
  }
  if (view['type'] === 'modal') {
    checkTextObject(report, '/view/title', view['title'], 24, { plain: true, required: true });
    checkTextObject(report, '/view/submit', view['submit'], 24, { plain: true });
    checkTextObject(report, '/view/close', view['close'], 24, { plain: true });
    const hasInput = objects(view['blocks']).some((block) => block['type'] === 'input');
    if (hasInput && view['submit'] === undefined) {
      report.add('/view', '`submit` is required when an `input` block is within the `blocks` array');
    }
  }
  checkBlocks(report, '/view/blocks', view['blocks'], 100);
  if (view['private_metadata'] !== '') checkText(report, '/view/private_metadata', view['private_metadata'], 3000);
  if (view['callback_id'] !== '') checkText(report, '/view/callback_id', view['callback_id'], 255);
  if (view['external_id'] !== '') checkText(report, '/view/external_id', view['external_id'], 255);
}
