/** The policy engine's questions, for `commands/`: they ask services, and services ask the engine. */
import { permissions } from '../policy/index.ts';

export { consoleRights, decideConsole as consoleAnswer, findPermission } from '../policy/index.ts';
export type { ConsoleRight } from '../policy/index.ts';

/** The labels of the 47 permissions, in the tables' order. */
export const permissionLabels: readonly string[] = permissions.map(({ label }) => label);
