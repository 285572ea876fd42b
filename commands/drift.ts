import { z } from 'zod';
import { parseEntitlementKey } from '../src/domain/entitlement.ts';
import { spoken } from '../src/domain/refusals.ts';
import type { Command } from './command.ts';
import { no } from './command.ts';
import { enqueue } from './jobs.ts';

const outOfDate = 'That button is out of date.';
const accessArgs = z.object({ entitlement: z.string().max(400), person: z.string().min(1).max(64) });

/** What the report of a role without an access offers: a direct grant, with everything that binds one (A2, A4, A5). */
export const driftAccess: Command = {
  description: {
    name: 'drift-access',
    summary: 'Make a role an access',
    forms: [],
    examples: [],
    mode: 'job',
    hidden: true,
  },
  async run(call, deps) {
    const typed = accessArgs.safeParse(call.args);
    const entitlement = typed.success ? parseEntitlementKey(typed.data.entitlement) : null;
    if (!typed.success || entitlement === null) return no(outOfDate);
    const who = { kind: 'person', id: typed.data.person } as const;
    const action = { name: 'grant', entitlement, who, durationMs: 'default' } as const;
    return enqueue(call, deps, [action], `Granting ${spoken(entitlement)}…`);
  },
};

const takeArgs = z.object({ target: z.string().min(1).max(300) });

/** The other thing that it offers: the role is taken away. */
export const driftTake: Command = {
  description: {
    name: 'drift-take',
    summary: 'Take away a role that no access gives',
    forms: [],
    examples: [],
    mode: 'job',
    hidden: true,
  },
  async run(call, deps) {
    const typed = takeArgs.safeParse(call.args);
    if (!typed.success) return no(outOfDate);
    return enqueue(call, deps, [{ name: 'take-away', target: typed.data.target }], 'Taking the role away…');
  },
};
