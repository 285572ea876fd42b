import type { Desk } from '../desk.ts';
import { checkCommand } from '../limits/commands.ts';
import { createReport, invalid } from '../limits/report.ts';
import { unknownCommand } from '../refusal.ts';
import { commandShape } from '../shapes/command.ts';
import type { Command } from '../types.ts';
import { applicationIn, guildIn, listIn, objectIn } from './look-up.ts';
import type { Request, Route } from './types.ts';
import { NO_CONTENT } from './types.ts';

const MOST_COMMANDS = 100;
const GLOBAL = '/applications/:app/commands';
const GUILD = '/applications/:app/guilds/:guild/commands';

/** The app's commands: everywhere, and in the guild. */
export const commandRoutes: Route[] = [GLOBAL, GUILD].flatMap((path): Route[] => [
  { method: 'GET', path, run: (desk, request) => ({ body: shapes(desk, commandsAt(desk, request)) }) },
  {
    method: 'PUT',
    path,
    run: (desk, request) => {
      const before = commandsAt(desk, request);
      const given = listIn(request);
      const report = createReport();
      if (given.length > MOST_COMMANDS) {
        report.add([], 'BASE_TYPE_MAX_LENGTH', `Must be ${MOST_COMMANDS} or fewer in length.`);
      }
      const contents = given.flatMap((one, n) => checkCommand(report, [n], one) ?? []);
      for (const n of contents.keys()) {
        if (contents.findIndex((one) => isSame(one, contents[n])) !== n) {
          report.add([n, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
        }
      }
      report.settle();
      const saved = contents.map((content) => save(desk, placeOf(desk, request), content));
      for (const one of before) if (!saved.some(({ id }) => id === one.id)) desk.store.commands.delete(one.id);
      return { body: shapes(desk, saved) };
    },
  },
  {
    method: 'POST',
    path,
    run: (desk, request) => {
      const before = commandsAt(desk, request);
      const report = createReport();
      const content = checkCommand(report, [], objectIn(request));
      report.settle();
      if (content === undefined)
        throw invalid([], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
      const isNew = !before.some((one) => isSame(one.content, content));
      return { status: isNew ? 201 : 200, body: commandShape(desk, save(desk, placeOf(desk, request), content)) };
    },
  },
  {
    method: 'GET',
    path: `${path}/:command`,
    run: (desk, request) => ({ body: commandShape(desk, commandIn(desk, request)) }),
  },
  {
    method: 'DELETE',
    path: `${path}/:command`,
    run: (desk, request) => {
      desk.store.commands.delete(commandIn(desk, request).id);
      return NO_CONTENT;
    },
  },
]);

const shapes = (desk: Desk, commands: Command[]) => commands.map((command) => commandShape(desk, command));

/** The guild's id, or null for everywhere. */
function placeOf(desk: Desk, request: Request): string | null {
  applicationIn(desk, request);
  if (request.params['guild'] === undefined) return null;
  guildIn(desk, request);
  return desk.store.guild.id;
}

function commandsAt(desk: Desk, request: Request): Command[] {
  const place = placeOf(desk, request);
  return desk.store.commands.values().filter((command) => command.guild === place);
}

function commandIn(desk: Desk, request: Request): Command {
  const found = commandsAt(desk, request).find((command) => command.id === request.params['command']);
  if (found === undefined) throw unknownCommand();
  return found;
}

/** Names are unique for each type: typed commands, and those of a member. */
function isSame(one: Command['content'], other: Command['content'] | undefined): boolean {
  return one.name === other?.name && one['type'] === other['type'];
}

/** A command of the same name keeps its id, and its version while nothing changes. */
function save({ store }: Desk, guild: string | null, content: Command['content']): Command {
  const known = store.commands.values().find((one) => one.guild === guild && isSame(one.content, content));
  if (known !== undefined && JSON.stringify(known.content) === JSON.stringify(content)) return known;
  const command: Command = { id: known?.id ?? store.nextId(), version: store.nextId(), guild, content };
  store.commands.set(command.id, command);
  return command;
}
