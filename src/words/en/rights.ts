import type { RightCondition } from '../../policy/index.ts';
import { and, plural } from './format.ts';
import { reason } from './reasons.ts';

const flagged = {
  packages: 'packages that are allowed for help desk',
  tools: 'custom tools that are allowed for help desk',
} as const;

/** What a right that comes or goes depends on, as a sentence. */
export function rightCondition(condition: RightCondition): string {
  switch (condition.code) {
    case 'second-group':
      return reason(condition.reason);
    case 'not-on':
      return `Not on ${assets(condition.assets)}.`;
    case 'only-on':
      return `Only on ${assets(condition.assets)}.`;
    case 'unchanged-on':
      return `Nothing changes on ${assets(condition.assets)}.`;
    case 'only-for':
      return `Only for ${flagged[condition.what]}.`;
    case 'unchanged-for':
      return `Nothing changes for ${flagged[condition.what]}.`;
  }
}

function assets(ids: readonly string[]): string {
  return `${plural(ids.length, { one: 'asset', other: 'assets' })} ${and(ids)}`;
}
