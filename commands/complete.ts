import type { Access } from '../src/domain/access.ts';
import { isOpen } from '../src/domain/access.ts';
import type { Choices } from '../src/domain/call.ts';
import type {
  CommandDescription,
  Completion,
  CompletionQuestion,
  Suggestion,
} from '../src/domain/command-description.ts';
import { cut } from '../src/domain/cut.ts';
import { parseDuration } from '../src/domain/duration.ts';
import { isUntil, parseLength } from '../src/domain/moment.ts';
import { denyUserListing, entitlementKey, itemRights } from '../src/domain/entitlement.ts';
import type { Account, PersonId } from '../src/domain/identity.ts';
import { permissionLabels } from '../src/services/policy-questions.ts';
import { remembered, waitsFor } from '../src/services/authority/waits-for.ts';
import type { AskerOf } from './asker.ts';
import type { CommandDeps } from './command.ts';
import { rank } from './rank.ts';
import { words } from '../src/words/index.ts';

/** Accesses looked through for ids, of one's own and of what waits. */
const mostAccesses = 100;
/** The longest words that are offered. */
const longest = 100;
const usualDurations = ['30m', '1h', '2h', '4h', '8h', '1d', '2d', '1w', '2w', '30d', 'until tomorrow', 'always'];

/** What can be offered while somebody types: filtered, in a good order, and nothing that they may not know. */
export function createComplete(
  descriptions: readonly CommandDescription[],
  askerOf: AskerOf,
  deps: Pick<CommandDeps, 'store' | 'directory' | 'authority' | 'clock'>,
) {
  const { choices } = deps.directory;
  return async function complete(
    account: Account,
    question: CompletionQuestion,
    limit: number,
  ): Promise<readonly Suggestion[]> {
    const { command, form, option, typed, filled } = question;
    const description = descriptions.find((one) => one.name === command);
    const asked = description?.forms.find((one) => one.name === form)?.options.find((one) => one.name === option);
    if (asked?.complete === undefined) return [];
    const found = await offers(asked.complete, typed, filled, command, account);
    return rank(
      found.map(({ name, value }) => ({ name: cut(name, longest), value })),
      typed,
      limit,
    );
  };

  async function offers(
    what: Completion,
    typed: string,
    filled: CompletionQuestion['filled'],
    command: string,
    account: Account,
  ): Promise<readonly Suggestion[]> {
    if (what === 'command') {
      return descriptions
        .filter(({ hidden }) => hidden !== true)
        .map(({ name, summary }) => ({ name: `${name} — ${summary()}`, value: name }));
    }
    // What there is to ask for is nothing for who is no person here yet; what they can do is.
    const asker = await askerOf(account);
    if (asker === null) return [];
    switch (what) {
      case 'product':
        return choices.products.map(named);
      case 'instance':
        return choices.instances.map(named);
      case 'role':
        return unique(chosen(choices, filled).flatMap((one) => rolesOf(one, command)));
      case 'item':
        return chosen(choices, filled).flatMap(({ items }) =>
          items.map(({ id, kind }) => ({ name: `${id} — ${kind}`, value: id })),
        );
      case 'permission':
        return permissionLabels.map(same);
      case 'duration':
        return durations(typed, command !== 'audit', deps.clock.now(), deps.directory.catalogue.defaults.timeZone);
      case 'entitlement':
        return entitlements(choices);
      case 'access':
        return asker.person === null ? [] : accesses(asker.person, command);
    }
  }

  /** Ids of what the command could be about: what waits for somebody, what is theirs. */
  async function accesses(person: PersonId, command: string): Promise<readonly Suggestion[]> {
    const self = await deps.store.people.byId(person);
    if (!self) return [];
    const [own, waiting] = await Promise.all([
      deps.store.accesses.allOf(self.id, mostAccesses),
      deps.store.accesses.waiting(mostAccesses),
    ]);
    const asked = waiting.filter((access) => access.asks.some(({ by }) => by.id === self.id));
    const theirs = new Map([...own, ...asked].map((access) => [access.id, access]));
    if (command === 'cancel') return [...theirs.values()].filter(({ state }) => state === 'requested').map(offer);
    const authority = remembered(deps, deps.authority);
    const forThem: Access[] = [];
    for (const access of waiting) if (await waitsFor(self, access, authority)) forThem.push(access);
    if (command === 'approve' || command === 'deny') return forThem.map(offer);
    const open = [...theirs.values()].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
    return [...new Map([...open, ...forThem].map((access) => [access.id, access])).values()].map(offer);
  }

  function rolesOf({ id, roles }: Choices['instances'][number], command: string): readonly string[] {
    return command === 'request' ? roles : (deps.directory.policy(id)?.roles ?? []);
  }
}

function offer(access: Access): Suggestion {
  return {
    name: `${access.id} — ${words.entitlement(access.entitlement)}, ${access.person.label}, ${access.state}`,
    value: access.id,
  };
}

/** The instances that are meant: the one that is filled in, else all. */
function chosen({ instances }: Choices, filled: CompletionQuestion['filled']): Choices['instances'] {
  const word = filled['instance']?.trim().toLowerCase();
  const found = instances.filter(({ id, name }) => id.toLowerCase() === word || name.toLowerCase() === word);
  return found.length > 0 ? found : instances;
}

/** `hasEnd`: also moments, for what ends; else only how long. */
function durations(typed: string, hasEnd: boolean, now: number, zone: string): readonly Suggestion[] {
  const fits = hasEnd && isUntil(typed) ? parseLength(typed, now, zone).ok : parseDuration(typed).ok;
  const usual = hasEnd ? usualDurations : usualDurations.filter((value) => !isUntil(value));
  const own = fits && !usual.includes(typed.trim()) ? [typed.trim()] : [];
  return [...own, ...usual].map((value) => {
    const read = parseDuration(value);
    return { name: read.ok && read.ms !== null ? `${value} — ${words.cards.duration(read.ms)}` : value, value };
  });
}

function entitlements({ products, instances }: Choices): readonly Suggestion[] {
  return [
    ...products.map(({ id }) => entitlementKey({ kind: 'console', product: id })),
    ...instances.flatMap(({ id: instance, roles, items }) => [
      ...[...roles, denyUserListing].map((role) => entitlementKey({ kind: 'role', instance, role })),
      ...items.flatMap(({ id: item }) =>
        itemRights.map((right) => entitlementKey({ kind: 'item', instance, item, right })),
      ),
    ]),
  ].map(same);
}

function named({ id, name }: { readonly id: string; readonly name: string }): Suggestion {
  return { name: name === id ? id : `${id} — ${name}`, value: id };
}

function same(value: string): Suggestion {
  return { name: value, value };
}

function unique(values: readonly string[]): readonly Suggestion[] {
  return [...new Set(values)].map(same);
}
