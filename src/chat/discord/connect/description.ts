import { cut } from '../../../domain/cut.ts';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { CommandDescription, Form, Option } from '../../../domain/command-description.ts';
import { defaultLanguage, languages } from '../../../domain/language.ts';
import { inLanguage, words } from '../../../words/index.ts';

/** The one slash command; what stands in `commands/` are its subcommands. */
export const commandName = 'access';
/** Discord's own: opens the form. */
export const formCommand = 'form';

/** Discord gives people as mentions only: beside such an option stands one for what is written. */
const writtenBeside = { person: 'email', people: 'more' } as const;

/** The name of the option beside one for people. */
export function writtenName({ kind, written }: Pick<Option, 'kind' | 'written'>): string {
  return written ?? (kind === 'people' ? writtenBeside.people : writtenBeside.person);
}

/** A description in English, and in the other languages by Discord's locale. */
interface Described {
  readonly description: string;
  readonly description_localizations: Readonly<Record<string, string>>;
}

/** An option of a slash command as Discord takes it. */
export interface OptionJson extends Described {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly max_length?: number;
  readonly options?: readonly OptionJson[];
}

export interface CommandJson extends Described {
  readonly name: string;
  readonly type: 1;
  readonly options: readonly OptionJson[];
}

/** A command of the menu that a member has in the server: it has a name, and takes whom it was opened on. */
export interface MemberCommandJson {
  readonly name: string;
  readonly name_localizations: Readonly<Record<string, string>>;
  readonly type: 2;
}

/** What can be done with a member, by the name that Discord knows it by in every language. */
export const memberCommands = { show: 'Show access', grant: 'Grant access' } as const;

/** The commands of a member's menu. */
export function memberCommandsJson(): readonly MemberCommandJson[] {
  const others = languages.filter((language) => language !== defaultLanguage);
  return (['show', 'grant'] as const).map((key) => ({
    name: memberCommands[key],
    name_localizations: Object.fromEntries(
      others.map((language) => [language, inLanguage(language, () => words.memberMenu[key])]),
    ),
    type: 2,
  }));
}

const longest = 100;

/** `/access` with a group for every command that has several forms, and a subcommand for every other one. */
export function commandJson(descriptions: readonly CommandDescription[]): CommandJson {
  const listed = descriptions.filter(({ hidden, forms }) => hidden !== true && forms.length > 0);
  return {
    name: commandName,
    ...described(() => words.help.access),
    type: 1,
    options: [
      ...listed.map(subcommand),
      { type: Type.Subcommand, name: formCommand, ...described(() => words.help.form), options: [] },
    ],
  };
}

/** Names are typed, and so English everywhere; what they are for is said in each language. */
function described(summary: () => string): Described {
  const others = languages.filter((language) => language !== defaultLanguage);
  return {
    description: inLanguage(defaultLanguage, () => cut(summary(), longest)),
    description_localizations: Object.fromEntries(
      others.map((language) => [language, inLanguage(language, () => cut(summary(), longest))]),
    ),
  };
}

function subcommand({ name, summary, forms }: CommandDescription): OptionJson {
  const [only] = forms;
  if (only?.name === null) return ofForm(name, only);
  return {
    type: Type.SubcommandGroup,
    name,
    ...described(summary),
    options: forms.map((form) => ofForm(form.name ?? name, form)),
  };
}

function ofForm(name: string, form: Form): OptionJson {
  const options = form.options.flatMap(nativeOptions);
  return {
    type: Type.Subcommand,
    name,
    ...described(form.summary),
    options: [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)],
  };
}

/** The native options that stand for one of ours. */
export function nativeOptions(option: Option): readonly OptionJson[] {
  const { name, required } = option;
  const base = { name, ...described(option.summary), ...(required ? { required } : {}) };
  if (option.kind !== 'text') {
    const written = () => (option.kind === 'people' ? words.help.options.more : words.help.options.written);
    return [
      { ...base, type: Type.Mentionable },
      { type: Type.String, name: writtenName(option), ...described(written), max_length: 1_000 },
    ];
  }
  return [
    {
      ...base,
      type: Type.String,
      ...(option.choices
        ? { choices: option.choices.map((value) => ({ name: value, value })) }
        : option.complete
          ? { autocomplete: true }
          : {}),
      ...(option.maxLength === undefined ? {} : { max_length: option.maxLength }),
    },
  ];
}
