import { accountOf, userOf } from '../people/account.ts';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { bareWord, looksLikeEmail } from '../../../domain/bare-word.ts';
import type { Call } from '../../../domain/call.ts';
import type { CommandDescription, CompletionQuestion, Form, Option } from '../../../domain/command-description.ts';
import { freeName } from '../../../domain/free-name.ts';
import type { Who } from '../../../domain/identity.ts';
import type { DiscordReply } from '../outbound/answer.ts';
import { writtenName } from '../connect/description.ts';
import type { CommandData, GivenOption, Interaction, Resolved } from './interaction.ts';
import { spokenTo } from '../../locales.ts';

/** A command and its arguments as given: texts are not checked against anything; what is missing is absent. */
export interface Typed {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export function replyTo({ by, channel_id: channel, token }: Interaction, at: number): DiscordReply {
  return { platform: 'discord', user: by, channel: channel ?? null, token, at, isThinking: 0 };
}

export function callOf(typed: Typed, interaction: Interaction, reply: DiscordReply): Call {
  return {
    command: typed.command,
    args: typed.args,
    account: accountOf(interaction.by),
    delivery: `discord-${interaction.id}`,
    heardAt: reply.at,
    reply: spokenTo(reply),
  };
}

const nesting: readonly number[] = [Type.Subcommand, Type.SubcommandGroup];

/** The words that lead to a subcommand, and its options. */
export function pathOf(data: CommandData): {
  readonly path: readonly string[];
  readonly options: readonly GivenOption[];
} {
  const path: string[] = [];
  let options: readonly GivenOption[] = data.options ?? [];
  for (;;) {
    const [only] = options;
    if (!only || !nesting.includes(only.type)) return { path, options };
    path.push(only.name);
    options = only.options ?? [];
  }
}

/** What `commands/` take for a slash command; an unknown one is handed on by its name, to be answered with help. */
export function readCommand(data: CommandData, descriptions: readonly CommandDescription[]): Typed {
  const { path, options } = pathOf(data);
  const [command = 'help'] = path;
  const form = formOf(path, descriptions);
  if (!form) return { command, args: {} };
  const given = new Map(options.map((one) => [one.name, one]));
  const args = Object.assign(
    {},
    form.args,
    ...form.options.map((option) => readOption(option, given, data.resolved ?? {})),
  ) as Record<string, unknown>;
  return { command, args };
}

function formOf([name, form]: readonly string[], descriptions: readonly CommandDescription[]): Form | undefined {
  const description = descriptions.find((one) => one.name === name && one.hidden !== true);
  return description?.forms.find((one) => one.name === (form ?? null));
}

function readOption(
  option: Option,
  given: ReadonlyMap<string, GivenOption>,
  resolved: Resolved,
): Readonly<Record<string, unknown>> {
  const { name, kind } = option;
  if (kind === 'text') return optional(name, textOf(given.get(name)));
  const picked = textOf(given.get(name));
  const mentioned = picked === undefined ? [] : [whoOfPicked(picked, resolved)];
  const text = textOf(given.get(writtenName(option))) ?? '';
  const written = readPeople(text);
  if (kind === 'people') {
    const all = [...mentioned, ...written];
    return optional(name, all.length > 0 ? all : undefined);
  }
  const [who, ...more] = [...mentioned, ...written];
  return { ...optional(name, who), ...optional('extra', more.length > 0 ? text : undefined) };
}

function textOf(option: GivenOption | undefined): string | undefined {
  return option?.value === undefined ? undefined : String(option.value).trim() || undefined;
}

function optional(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value };
}

/** A user or a role from Discord's own picker; a role is understood in order to be refused (C6). */
export function whoOfPicked(id: string, { users, members, roles }: Resolved): Who {
  const role = roles?.[id];
  if (role) return { kind: 'group', shown: `@${freeName(role.name.replace(/^@/, ''))}` };
  const user = users?.[id];
  const name = members?.[id]?.nick || user?.global_name || user?.username;
  return { kind: 'account', account: accountOf(id), shown: name ? `@${freeName(name)}` : `discord:${id}` };
}

/** People as written: mentions, e-mails, `me`, `discord:ID`, in quotes, brackets or a sentence. */
export function readPeople(text: string): readonly Who[] {
  return text
    .split(/[\s,;]+/)
    .map(bareWord)
    .filter((word) => word !== '' && !/^(and|&|\+)$/i.test(word))
    .map(whoOfWord);
}

function whoOfWord(word: string): Who {
  if (/^me$/i.test(word)) return { kind: 'me' };
  const id = userOf(word);
  if (id !== null) return { kind: 'account', account: accountOf(id), shown: `discord:${id}` };
  if (/^<@&\d{1,20}>$/.test(word)) return { kind: 'group', shown: '@role' };
  if (/^@(everyone|here)$/i.test(word)) return { kind: 'group', shown: word };
  if (looksLikeEmail(word)) return { kind: 'email', email: word };
  return { kind: 'unknown', text: word };
}

/** What is being typed, as a question for suggestions; null where nothing is. */
export function readQuestion(data: CommandData): CompletionQuestion | null {
  const { path, options } = pathOf(data);
  const [command, form = null] = path;
  const focused = options.find((one) => one.focused === true);
  if (command === undefined || !focused) return null;
  const others = options.filter((one) => one !== focused && one.value !== undefined);
  return {
    command,
    form,
    option: focused.name,
    typed: String(focused.value ?? ''),
    filled: Object.fromEntries(others.map(({ name, value }) => [name, String(value)])),
  };
}
