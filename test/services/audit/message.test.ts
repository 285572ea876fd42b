import { plain } from '../../../src/domain/message.ts';
import { expect, it } from 'vitest';
import { readAnchor } from '../../../src/services/audit/anchors.ts';
import { auditMessage } from '../../../src/services/audit/message.ts';
import { wholeTrail } from './trail.ts';

it('ends each line of an audit channel with an anchor that audit verify reads', () => {
  const { chain } = wholeTrail();

  const lines = auditMessage(chain).blocks.flatMap((block) => (block.kind === 'text' ? [plain(block.text)] : []));

  expect(lines.map(readAnchor)).toEqual(chain.map(({ seq, hash }) => ({ seq, hash: hash.slice(0, 16) })));
  expect(lines[0]).toMatch(/ #1·[0-9a-f]{16}$/);
});
