import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { descriptions } from '../../../commands/index.ts';
import { parseText } from '../../../src/chat/slack/inbound/grammar.ts';
import { eventsPath } from '../../../src/chat/slack/config.ts';
import { requestShortcut } from '../../../src/chat/slack/inbound/on-event.ts';
import { heardEvents } from '../../../src/chat/slack/inbound/listen.ts';
import { scopes } from '../../../src/chat/slack/connect/scopes.ts';

interface Manifest {
  features: {
    app_home: { home_tab_enabled: boolean; messages_tab_enabled: boolean; messages_tab_read_only_enabled: boolean };
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; url: string; usage_hint: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { is_enabled: boolean; request_url: string; message_menu_options_url: string };
  };
}
const root = new URL('../../../', import.meta.url);
const manifest = parse(readFileSync(new URL('manifest.yml', root), 'utf8')) as Manifest;
const folder = new URL('src/chat/slack/', root);
const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** What Slack's reference asks for each method; null: any token will do. */
const needs: Readonly<Record<string, readonly string[] | null>> = {
  'auth.test': null,
  // With the app-level token, whose only scope is connections:write.
  'apps.connections.open': null,
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'conversations.open': ['im:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'views.open': null,
  'views.update': null,
  'views.publish': null,
};

describe('the manifest of the Slack app', () => {
  const [command] = manifest.features.slash_commands;

  it('has the one command, escaped', () => {
    expect(manifest.features.slash_commands).toHaveLength(1);
    expect(command).toMatchObject({ command: '/access', should_escape: true });
  });

  it('has a Home, and messages that people can answer, so that direct cards aren’t refused', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it('has the one shortcut that is heard, within Slack’s limits', () => {
    const [shortcut, ...more] = manifest.features.shortcuts;
    expect(more).toEqual([]);
    expect(shortcut).toMatchObject({ type: 'global', callback_id: requestShortcut });
    expect(shortcut?.name.length).toBeLessThanOrEqual(24);
    expect(shortcut?.description.length).toBeLessThanOrEqual(150);
  });

  it('hints at every command but those that only administrators and buttons use', () => {
    const hinted = command?.usage_hint.match(/[a-z-]+/g);
    const listed = descriptions.filter(({ hidden, name }) => !hidden && name !== 'people').map(({ name }) => name);
    expect(hinted?.toSorted()).toEqual(listed.toSorted());
  });

  it('speaks a grammar that knows every command that can be typed', () => {
    for (const { name, hidden } of descriptions) {
      expect(parseText(name, 'T1')?.command, name).toBe(hidden ? 'help' : name);
    }
  });

  it('has exactly the scopes that the methods in use need', () => {
    const used = [...source.matchAll(/web\(\s*'([a-zA-Z.]+)'/g)].map(([, method = '']) => method);
    expect(new Set(used)).toEqual(new Set(Object.keys(needs)));
    const scopes = used.flatMap((method) => needs[method] ?? []);
    expect(new Set(manifest.oauth_config.scopes.bot)).toEqual(new Set(['commands', ...scopes]));
  });

  it('has exactly the scopes that doctor looks for', () => {
    expect(new Set(manifest.oauth_config.scopes.bot)).toEqual(new Set(scopes.map(({ scope }) => scope)));
  });

  it('subscribes to exactly the events that are heard', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(heardEvents);
  });

  it('sends everything to the one path', () => {
    const { interactivity, event_subscriptions: events } = manifest.settings;
    expect(interactivity.is_enabled).toBe(true);
    const urls = [command?.url, interactivity.request_url, interactivity.message_menu_options_url, events.request_url];
    expect(urls.map((url) => new URL(url ?? '').pathname)).toEqual(Array(4).fill(eventsPath));
  });
});
