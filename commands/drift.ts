import { z } from 'zod';
import { parseEntitlementKey } from '../src/domain/entitlement.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const accessArgs = z.object({ entitlement: z.string().max(400), person: z.string().min(1).max(64) });

/** What the report of a role without an access offers: a direct grant, with everything that binds one (A2, A4, A5). */
export const driftAccess: Command = {
  description: buttonOnly('drift-access', () => words.commands.grantingRole),
  async run(call, deps) {
    const typed = accessArgs.safeParse(call.args);
    const entitlement = typed.success ? parseEntitlementKey(typed.data.entitlement) : null;
    if (!typed.success || entitlement === null) return no(words.commands.deadButton);
    const who = { kind: 'person', id: typed.data.person } as const;
    const action = { name: 'grant', entitlement, who, durationMs: 'default' } as const;
    return enqueue(call, deps, [action], words.commands.granting(entitlement, 1));
  },
};

const takeArgs = z.object({ target: z.string().min(1).max(300) });

/** The other thing that it offers: the role is taken away. */
export const driftTake: Command = {
  description: buttonOnly('drift-take', () => words.commands.removingRole),
  async run(call, deps) {
    const typed = takeArgs.safeParse(call.args);
    if (!typed.success) return no(words.commands.deadButton);
    return enqueue(call, deps, [{ name: 'take-away', target: typed.data.target }], words.commands.removingRole);
  },
};
