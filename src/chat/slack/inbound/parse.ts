import { createHash } from 'node:crypto';
import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Call } from '../../../domain/call.ts';
import type { Account } from '../../../domain/identity.ts';
import type { SlackReply } from '../outbound/answer.ts';
import type { Typed } from './grammar.ts';
import { readable } from './tokens.ts';
import { spokenTo } from '../../locales.ts';

/** Unique for what a person did, the same when Slack delivers it again; at most 200 characters. */
export function delivery(unique: string | undefined, body: object): string {
  const known =
    unique && unique.length <= 150 ? unique : createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return `slack-${known}`;
}

/**
 * The account is named by our own workspace whatever the payload says: who they are is read from `users.info` at every
 * decision, and one person must not be two accounts because of where they clicked.
 */
export function accountOf({ user }: Pick<SlackReply, 'user'>, workspace: string): Account {
  return { platform: 'slack', workspace, user };
}

export function callOf(
  typed: Typed,
  reply: SlackReply,
  heard: { readonly workspace: string; readonly delivery: string; readonly at: number; readonly line?: string },
): Call {
  return {
    command: typed.command,
    args: typed.args,
    account: accountOf(reply, heard.workspace),
    delivery: heard.delivery,
    heardAt: heard.at,
    ...(heard.line === undefined ? {} : { typed: readable(heard.line, heard.workspace), line: heard.line }),
    reply: spokenTo(reply),
  };
}

export function slashReply(body: SlashCommand, at: number): SlackReply {
  return {
    platform: 'slack',
    user: body.user_id,
    channel: body.channel_id || null,
    responseUrl: body.response_url || null,
    at,
  };
}

export function actionReply(body: BlockAction, at: number): SlackReply {
  const opened = body.view ? readMetadata(body.view.private_metadata) : null;
  const container = body.container as { readonly channel_id?: string } | undefined;
  return {
    platform: 'slack',
    user: body.user.id,
    channel: body.channel?.id ?? container?.channel_id ?? opened?.channel ?? null,
    responseUrl: body.response_url || (opened?.responseUrl ?? null),
    at: opened?.at ?? at,
  };
}

export function viewReply(body: ViewSubmitAction, at: number): SlackReply {
  const opened = readMetadata(body.view.private_metadata);
  return {
    platform: 'slack',
    user: body.user.id,
    channel: opened?.channel ?? null,
    responseUrl: opened?.responseUrl ?? null,
    at: opened?.at ?? at,
  };
}

/** Where a form was opened, carried through Slack: at most 3,000 characters. */
export function writeMetadata({ channel, responseUrl, at }: SlackReply): string {
  const whole = JSON.stringify({ channel, responseUrl, at });
  return whole.length <= 2_900 ? whole : JSON.stringify({ channel, responseUrl: null, at });
}

function readMetadata(text: string): Pick<SlackReply, 'channel' | 'responseUrl' | 'at'> | null {
  const given = readJson(text);
  if (given === null) return null;
  const { channel, responseUrl, at } = given;
  return {
    channel: typeof channel === 'string' ? channel : null,
    responseUrl: typeof responseUrl === 'string' ? responseUrl : null,
    at: typeof at === 'number' ? at : 0,
  };
}

const mostValue = 2_000;

/** The command of one of our buttons and its arguments; null where it is none of ours or was changed by hand. */
export function readButton(actionId: string, value: string | undefined): Typed | null {
  const command = /^access:([a-z][a-z-]*):\d+$/.exec(actionId)?.[1];
  if (!command || value === undefined || value.length > mostValue) return null;
  const args = readJson(value);
  return args && Object.values(args).every(isArgument) ? { command, args } : null;
}

function isArgument(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    (Array.isArray(value) && value.every((one) => typeof one === 'string'))
  );
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
