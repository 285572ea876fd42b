import type { Words } from '../words.ts';
import { and, plural } from './format.ts';
import { reason } from './reasons.ts';

const flagged = {
  packages: 'Pakete, die für den Help desk freigegeben sind',
  tools: 'eigene Tools, die für den Help desk freigegeben sind',
} as const;

/** What a right that comes or goes depends on, as a sentence. */
export const rightCondition: Words['rightCondition'] = (condition) => {
  switch (condition.code) {
    case 'second-group':
      return reason(condition.reason);
    case 'not-on':
      return `Nicht für ${assets(condition.assets)}.`;
    case 'only-on':
      return `Nur für ${assets(condition.assets)}.`;
    case 'unchanged-on':
      return `Für ${assets(condition.assets)} ändert sich nichts.`;
    case 'only-for':
      return `Nur für ${flagged[condition.what]}.`;
    case 'unchanged-for':
      return `Für ${flagged[condition.what]} ändert sich nichts.`;
  }
};

function assets(ids: readonly string[]): string {
  return `${plural(ids.length, { one: 'das Asset', other: 'die Assets' })} ${and(ids)}`;
}
