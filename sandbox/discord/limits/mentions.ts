import { array, isObject } from '../../common/json.ts';
import { asSnowflake } from '../snowflake.ts';
import type { Message } from '../types.ts';
import type { Report } from './report.ts';
import { checkList } from './report.ts';

const KINDS = ['users', 'roles', 'everyone'];

/**
 * Whom a message pings: what its text names, as far as allowed_mentions lets it.
 * @param given `allowed_mentions`; absent, all that is named
 */
export function mentionsIn(report: Report, content: string, given: unknown): Message['mentions'] {
  const named = {
    users: [...new Set([...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? ''))],
    roles: [...new Set([...content.matchAll(/<@&(\d+)>/g)].map((match) => match[1] ?? ''))],
    everyone: /@(everyone|here)\b/.test(content),
  };
  if (given === undefined || given === null) return named;
  if (!isObject(given)) {
    report.add(['allowed_mentions'], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    return named;
  }
  const parse = checkList(report, ['allowed_mentions', 'parse'], given['parse'], 3);
  for (const [n, kind] of parse.entries()) {
    if (typeof kind !== 'string' || !KINDS.includes(kind)) {
      const message = `Value must be one of ('users', 'roles', 'everyone').`;
      report.add(['allowed_mentions', 'parse', n], 'BASE_TYPE_CHOICES', message);
    }
  }
  for (const kind of ['users', 'roles'] as const) {
    const ids = checkList(report, ['allowed_mentions', kind], given[kind], 100);
    for (const [n, id] of ids.entries()) {
      if (asSnowflake(String(id)) === undefined) {
        const message = `Value "${String(id)}" is not snowflake.`;
        report.add(['allowed_mentions', kind, n], 'NUMBER_TYPE_COERCE', message);
      }
    }
    if (ids.length > 0 && parse.includes(kind)) {
      const code = 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE';
      report.add(['allowed_mentions'], code, `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`);
    }
  }
  const allowed = (kind: 'users' | 'roles'): string[] =>
    named[kind].filter((id) => parse.includes(kind) || array(given[kind]).map(String).includes(id));
  return { users: allowed('users'), roles: allowed('roles'), everyone: named.everyone && parse.includes('everyone') };
}
