import { ApplicationCommandOptionType as Type, Routes } from 'discord-api-types/v10';
import type { CommandDescription } from '../../../domain/command-description.ts';
import type { Log } from '../../../ports/log.ts';
import type { CommandJson, MemberCommandJson, OptionJson } from './description.ts';
import { commandJson, commandName, memberCommandsJson } from './description.ts';
import type { OwnIdentity } from './identity.ts';
import type { Rest } from './rest.ts';

interface Registered {
  readonly id: string;
  readonly name: string;
  /** 1 typed, 2 in a member's menu. */
  readonly type?: number;
  readonly options?: readonly OptionJson[];
}

/** `/access` as Discord knows it: looked up, registered when it differs, and mentioned. */
export function createOwnCommand({
  rest,
  own,
  log,
}: {
  readonly rest: Rest;
  readonly own: Pick<OwnIdentity, 'application' | 'guild'>;
  readonly log: Log;
}) {
  const path = Routes.applicationGuildCommands(own.application, own.guild);
  let known: Registered | null = null;

  async function look(): Promise<readonly Registered[]> {
    const all = (await rest('GET', path, { query: { with_localizations: 'true' } })) as readonly Registered[];
    known = find(all, { name: commandName, type: 1 }) ?? null;
    return all;
  }

  return {
    /** Looks the command up; without it, commands are shown as code instead of as mentions. */
    async lookUp(): Promise<void> {
      await look().catch((error: unknown) =>
        log.warn({ err: error }, 'Discord did not say which commands it knows: they are shown as text'),
      );
    },

    /** Registers the command, and those of a member's menu, in the guild where Discord knows none, or another one. */
    async register(descriptions: readonly CommandDescription[]): Promise<void> {
      const all = await look();
      for (const wanted of [commandJson(descriptions), ...memberCommandsJson()]) {
        const there = find(all, wanted);
        if (there !== undefined && sameCommand(there, wanted)) continue;
        const registered = (await rest('POST', path, { body: wanted })) as Registered;
        if (wanted.type === 1) known = registered;
        log.info({ command: wanted.name }, 'a command was registered in Discord');
      }
    },

    /** `</access request role:ID>` for a command that can be run as it stands; null for anything else. */
    mention(words: readonly string[]): string | null {
      return known !== null && words.length > 0 && optionsOf(known, words) !== null
        ? `</${commandName} ${words.join(' ')}:${known.id}>`
        : null;
    },

    /** The name of a command's first option, for showing what is typed behind it. */
    firstOption(words: readonly string[]): string | null {
      return known === null ? null : (optionsOf(known, words)?.[0]?.name ?? null);
    },
  };
}

export type OwnCommand = Pick<ReturnType<typeof createOwnCommand>, 'mention' | 'firstOption'>;

/** The options of the subcommand that the words lead to; null when they lead to none. */
function optionsOf(command: Registered, words: readonly string[]): readonly OptionJson[] | null {
  let at: Pick<OptionJson, 'options'> & { readonly type?: number } = command;
  for (const word of words) {
    const next = at.options?.find(({ name }) => name === word);
    if (!next) return null;
    at = next;
  }
  return at.type === Type.Subcommand ? (at.options ?? []) : null;
}

function find(all: readonly Registered[], { name, type }: Pick<CommandJson | MemberCommandJson, 'name' | 'type'>) {
  return all.find((one) => one.name === name && (one.type ?? 1) === type);
}

/** Whether Discord has the command as we want it, whatever it has filled in by itself. */
export function sameCommand(given: object, wanted: CommandJson | MemberCommandJson): boolean {
  return JSON.stringify(essence(given)) === JSON.stringify(essence(wanted));
}

interface Any {
  readonly [key: string]: unknown;
}

function essence(given: object): object {
  const { name, description, type, required, autocomplete, choices, max_length, options } = given as Any;
  const { name_localizations, description_localizations } = given as Any;
  return {
    name,
    named: Object.entries(name_localizations ?? {}).sort(),
    description: description ?? '',
    localized: Object.entries(description_localizations ?? {}).sort(),
    type: type ?? 1,
    required: required === true,
    autocomplete: autocomplete === true,
    choices: list(choices).map((one) => [one['name'], one['value']]),
    most: max_length ?? null,
    options: list(options).map(essence),
  };
}

function list(given: unknown): readonly Any[] {
  return Array.isArray(given) ? (given as readonly Any[]) : [];
}
