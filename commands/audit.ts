import { z } from 'zod';
import type { ChainEntry } from '../src/domain/events/index.ts';
import type { Outcome } from '../src/domain/call.ts';
import { entitlementKey, parseEntitlementKey } from '../src/domain/entitlement.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { createOpenAccesses } from '../src/services/authority/open-accesses.ts';
import { done, readDuration, readEntitlement, whoSchema } from '../src/services/arguments.ts';
import type { Read } from '../src/services/arguments.ts';
import { auditLine } from '../src/services/audit/message.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { askedAbout } from './asked-about.ts';
import type { Command, CommandDeps } from './command.ts';
import { onlyForm } from './forms.ts';
import { asInsider, no, noInside, notUnderstood, yes } from './command.ts';
import { unreadable } from '../src/services/identity/resolve-who.ts';
import { maySee, seesAll } from './visibility.ts';
import { words } from '../src/words/index.ts';

const args = z.object({
  about: whoSchema.optional(),
  entitlement: z.string().max(500).optional(),
  last: z.string().max(500).optional(),
  extra: z.string().optional(),
  /** Of a message in an audit channel, by its button. */
  from: z.int().positive().optional(),
  to: z.int().positive().optional(),
});

/** The same whether somebody is known or not. */
const nothing = () => say(words.lists.nothingInAudit);

/** Entries looked through, and shown. */
const most = 500;
const mostShown = 20;

/** The audit chain, newest first: one's own, what one has authority over, or everything for auditors. */
export const audit: Command = {
  description: {
    name: 'audit',
    summary: () => words.help.audit,
    forms: onlyForm(() => words.help.auditForm, 'audit [about WHO] [on ENTITLEMENT] [last DURATION]', [
      { name: 'about', summary: () => words.help.options.about, kind: 'person', required: false },
      {
        name: 'entitlement',
        summary: () => words.help.options.entitlement,
        kind: 'text',
        required: false,
        complete: 'entitlement',
      },
      { name: 'last', summary: () => words.help.options.last, kind: 'text', required: false, complete: 'duration' },
    ]),
    examples: ['audit about me last 7d', 'audit on console acme-prod'],
    mode: 'query',
  },
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return notUnderstood('audit');
    if (typed.data.extra) return notUnderstood('audit', typed.data.extra);
    const { from, to } = typed.data;
    if (from !== undefined && to !== undefined) {
      return asInsider(call, deps, async (actor) => {
        const entries = await deps.store.chain.range(from, Math.min(to, from + mostShown - 1));
        return listed(await filterVisible(entries, actor, deps), false);
      });
    }
    const last = readDuration(lengthBack(typed.data.last));
    if (!last.ok) return no(last.sentence);
    const key = readKey(typed.data.entitlement, deps);
    if (!key.ok) return noInside(call, deps, key);
    const { about } = typed.data;
    return asInsider(call, deps, async (actor) => {
      const who = about ? await askedAbout(about, actor, deps) : null;
      if (who && !who.ok)
        return (about && unreadable(about)) || seesAll(actor, deps) ? no(who.sentence) : yes(nothing());
      const found = await deps.store.chain.search(
        {
          ...(who ? { subject: who.person.id } : {}),
          ...(key.value === null ? {} : { entitlement: key.value }),
          ...(typeof last.value === 'number' ? { since: deps.clock.now() - last.value } : {}),
        },
        most,
      );
      const visible = await filterVisible(found, actor, deps);
      return listed(visible, found.length === most);
    });
  },
};

/** The entries, as many as are shown. `isMore`: whether older ones weren't looked through. */
function listed(visible: readonly ChainEntry[], isMore: boolean): Outcome {
  if (visible.length === 0) return yes(nothing());
  const blocks = visible.slice(0, mostShown).map((entry): Block => ({ kind: 'text', text: auditLine(entry) }));
  const more = visible.length - mostShown;
  if (more > 0) blocks.push({ kind: 'note', text: [words.lists.olderInAudit(more, isMore)] });
  return yes({ summary: words.lists.auditSummary(visible.length), title: words.audit.title, tone: 'plain', blocks });
}

/** `last week` is as long as a week; anything else stays as it was typed. */
function lengthBack(typed: string | undefined): string | undefined {
  const unit = /^(hour|day|week|month|year)$/i.exec(typed?.trim() ?? '')?.[1];
  return unit === undefined ? typed : units[unit.toLowerCase()];
}

const units: Readonly<Record<string, string>> = { hour: '1h', day: '1d', week: '1w', month: '30d', year: '52w' };

/** `console:acme-prod`, or as in a request: `console acme-prod`, `role Help desk on mdm-eu`, `item write on mdm-eu/pc-12`. */
function readKey(typed: string | undefined, deps: CommandDeps): Read<string | null> {
  if (typed === undefined) return done(null);
  if (typed.includes(':')) {
    const declared = readEntitlement({ entitlement: typed.trim() }, deps.directory);
    if (declared.ok) return done(entitlementKey(declared.value));
    // What is retired is in the record, too: there its exact words are enough.
    const retired = parseEntitlementKey(typed.trim());
    return retired === null ? declared : done(entitlementKey(retired));
  }
  const [kind = '', ...more] = typed.trim().split(/\s+/);
  const isPlaced = more.length > 2 && more.at(-2)?.toLowerCase() === 'on';
  const rest = more.join(' ');
  const name = isPlaced ? more.slice(0, -2).join(' ') : rest;
  const [instance, item] = isPlaced ? (more.at(-1) ?? '').split('/') : [];
  const phrase =
    kind.toLowerCase() === 'console'
      ? { kind, product: rest }
      : kind.toLowerCase() === 'role'
        ? { kind, role: name, instance }
        : { kind, right: name, instance, item };
  const read = readEntitlement(phrase, deps.directory);
  return read.ok ? done(entitlementKey(read.value)) : read;
}

async function filterVisible(
  entries: readonly ChainEntry[],
  actor: Identified,
  deps: CommandDeps,
): Promise<readonly ChainEntry[]> {
  if (seesAll(actor, deps)) return entries;
  const { of: openOf } = createOpenAccesses(deps);
  const known = new Map<string, boolean>();
  const visible: ChainEntry[] = [];
  for (const entry of entries) {
    if (entry.subjectId === actor.person.id || entry.actorId === actor.person.id) {
      visible.push(entry);
      continue;
    }
    if (entry.entitlement === null) continue;
    const entitlement = parseEntitlementKey(entry.entitlement);
    if (entitlement === null) continue;
    const may = known.get(entry.entitlement) ?? (await maySee(actor, entitlement, deps, openOf));
    known.set(entry.entitlement, may);
    if (may) visible.push(entry);
  }
  return visible;
}
