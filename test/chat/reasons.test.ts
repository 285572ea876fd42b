import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const manifest = parse(read('manifest.yml')) as {
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};
const discord = readdirSync(new URL('src/chat/discord/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(`src/chat/discord/${name}`))
  .join('\n');

/** The rows of docs/security.md below a table's head: what stands in code marks in the first cell, and the reason. */
function rowsOf(head: string): readonly (readonly [string, string])[] {
  const [, after = ''] = read('docs/security.md').split(new RegExp(`^\\| ${head} +\\|.*\\n\\|[ |-]+\\n`, 'm'));
  const [table = ''] = after.split('\n\n');
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', reason = ''] = line.split('|');
      return [name.trim(), reason.trim()] as const;
    });
}
const named = (rows: readonly (readonly [string, string])[], pattern: RegExp): readonly string[] =>
  rows.flatMap(([name]) => pattern.exec(name)?.[1] ?? []);

describe('docs/security.md', () => {
  it('gives a reason for each scope of the Slack app, and for no other', () => {
    const rows = rowsOf('Slack scope');
    expect(named(rows, /^`([a-z.:]+)`/)).toEqual([...manifest.oauth_config.scopes.bot, 'connections:write']);
    for (const [name, reason] of rows) expect(reason, name).not.toBe('');
  });

  it('gives a reason for each event, and for no other', () => {
    const rows = rowsOf('Slack event');
    expect(named(rows, /^`([a-z_.]+)`/)).toEqual(manifest.settings.event_subscriptions.bot_events);
    for (const [name, reason] of rows) expect(reason, name).not.toBe('');
  });

  it('gives a reason for each intent that Discord is asked for, and for each scope', () => {
    const rows = rowsOf('Discord');
    const intents = [...discord.matchAll(/GatewayIntentBits\.(\w+)/g)].map(([, intent]) => intent);
    expect(named(rows, /^intent `(\w+)`/)).toEqual(intents);
    const signIn = [...discord.matchAll(/OAuth2Scopes\.(\w+)/g)].map(([, scope = '']) => scope.toLowerCase());
    expect(named(rows, /^scope `([a-z.]+)`/)).toEqual(['bot', 'applications.commands', ...signIn]);
    for (const [name, reason] of rows) expect(reason, name).not.toBe('');
  });
});
