import { ApplicationCommandOptionType as Type, ApplicationCommandType as CommandType } from 'discord-api-types/v10';
import { array, idText, isObject, object, objects } from '../../common/json.ts';
import type { Command, Json } from '../types.ts';
import { checkChoices } from './choices.ts';
import type { Path, Report } from './report.ts';
import { checkInteger, checkList, checkObject, checkText } from './report.ts';
import { is } from '../is.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MOST_CHARACTERS = 8000;

/** Checks a slash command, or one of a member's menu. @returns it as Discord keeps it, defaults filled in */
export function checkCommand(report: Report, path: Path, given: unknown): Command['content'] | undefined {
  const command = checkObject(report, path, given);
  if (command === undefined) return undefined;
  const { type = 1 } = command;
  const permissions = command['default_member_permissions'] ?? null;
  if (!is(type, CommandType.ChatInput) && !is(type, CommandType.User)) {
    const message = 'The local Discord has slash commands and those of a member: type must be 1 or 2.';
    report.add([...path, 'type'], 'BASE_TYPE_CHOICES', message);
  }
  const isOfMember = is(type, CommandType.User);
  if (isOfMember) checkOfMember(report, path, command);
  else checkNamed(report, path, command);
  if (permissions !== null && !/^\d+$/.test(idText(permissions))) {
    report.add([...path, 'default_member_permissions'], 'BITFIELD_TYPE_CONVERT', 'It must be a bit field or null.');
  }
  const options = checkOptions(report, path, command['options'], 0);
  const length = charactersOf(command);
  if (length > MOST_CHARACTERS) {
    const message = `Command exceeds maximum size (${MOST_CHARACTERS})`;
    report.add(path, 'APPLICATION_COMMAND_TOO_LARGE', message);
  }
  return {
    type: isOfMember ? CommandType.User : CommandType.ChatInput,
    name: String(command['name']),
    name_localizations: command['name_localizations'] ?? null,
    description: isOfMember ? '' : command['description'],
    description_localizations: command['description_localizations'] ?? null,
    default_member_permissions: permissions === null ? null : idText(permissions),
    dm_permission: command['dm_permission'] ?? true,
    contexts: command['contexts'] ?? null,
    integration_types: command['integration_types'] ?? [0],
    nsfw: command['nsfw'] ?? false,
    ...(options.length === 0 ? {} : { options }),
  };
}

/** A command of a menu has a name as people write it, and neither a description nor options. */
function checkOfMember(report: Report, path: Path, given: Json): void {
  const names = { name: given['name'], ...object(given['name_localizations']) };
  for (const [field, name] of Object.entries(names)) {
    checkText(report, [...path, field], name, { least: 1, most: 32, required: true });
  }
  if (idText(given['description']) !== '') {
    const message = 'Context menu commands cannot have description';
    report.add([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED', message);
  }
  if (array(given['options']).length > 0) {
    const message = 'Context menu commands cannot have options';
    report.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED', message);
  }
}

function checkNamed(report: Report, path: Path, given: Json): void {
  const { name, description } = given;
  if (checkText(report, [...path, 'name'], name, { least: 1, most: 32, required: true })) {
    if (!NAME.test(name) || name !== name.toLowerCase()) {
      report.add([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    }
  }
  checkText(report, [...path, 'description'], description, { least: 1, most: 100, required: true });
}

const isPath = (type: unknown): boolean => is(type, Type.Subcommand) || is(type, Type.SubcommandGroup);

/** @param depth 0 below the command, 1 below a subcommand or group, 2 below a group's subcommand */
function checkOptions(report: Report, above: Path, given: unknown, depth: number): Json[] {
  const path = [...above, 'options'];
  const options = checkList(report, path, given, 25);
  const names = new Set<unknown>();
  let optionalSeen = false;
  for (const [n, one] of options.entries()) {
    const at = [...path, n];
    const option = checkObject(report, at, one);
    if (option === undefined) continue;
    checkNamed(report, at, option);
    if (names.has(option['name'])) {
      report.add([...at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE', 'Option name is not unique');
    }
    names.add(option['name']);
    checkOption(report, at, option, depth);
    if (option['required'] === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options';
      report.add(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    if (option['required'] !== true) optionalSeen = true;
  }
  const list = options.filter(isObject);
  if (list.some((option) => isPath(option['type'])) && !list.every((option) => isPath(option['type']))) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    report.add(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
  }
  return list;
}

function checkOption(report: Report, path: Path, option: Json, depth: number): void {
  const { type } = option;
  if (!Number.isInteger(type) || (type as number) < 1 || (type as number) > 11) {
    report.add([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.');
    return;
  }
  if (isPath(type)) {
    const isGroup = is(type, Type.SubcommandGroup);
    if (depth > (isGroup ? 0 : 1)) {
      report.add(
        [...path, 'type'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command option is nested too deep',
      );
    }
    const inside = checkOptions(report, path, option['options'], isGroup ? 1 : 2);
    const wanted = isGroup ? (one: Json) => is(one['type'], Type.Subcommand) : (one: Json) => !isPath(one['type']);
    for (const [n, one] of inside.entries()) {
      if (wanted(one)) continue;
      const message = 'Sub-command groups hold sub-commands, and sub-commands hold none';
      report.add([...path, 'options', n, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
    }
    return;
  }
  const isNumeric = is(type, Type.Integer) || is(type, Type.Number);
  const takesChoices = isNumeric || is(type, Type.String);
  const choices = array(option['choices']);
  if (!takesChoices && (choices.length > 0 || option['autocomplete'] === true)) {
    const message = 'Only string, integer and number options have choices or autocompletion';
    report.add(path, 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', message);
  }
  if (choices.length > 0 && option['autocomplete'] === true) {
    const message = 'autocomplete cannot be used with choices';
    report.add([...path, 'autocomplete'], 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID', message);
  }
  if (takesChoices) checkChoices(report, [...path, 'choices'], option['choices'], Number(type));
  if (is(type, Type.String)) {
    checkInteger(report, [...path, 'min_length'], option['min_length'], 0, 6000);
    checkInteger(report, [...path, 'max_length'], option['max_length'], 1, 6000);
  }
}

/** Names, descriptions and values, all through the command, as Discord counts them: of a field, the longest language alone. */
function charactersOf(given: Json): number {
  const own = ['name', 'description'].map((field) =>
    Math.max(
      ...[given[field], ...Object.values(object(given[`${field}_localizations`]))].map((text) =>
        typeof text === 'string' ? text.length : 0,
      ),
    ),
  );
  const choices = objects(given['choices']).map(({ name, value }) => String(name).length + String(value).length);
  const below = objects(given['options']).map(charactersOf);
  return [...own, ...choices, ...below].reduce((sum, one) => sum + one, 0);
}
