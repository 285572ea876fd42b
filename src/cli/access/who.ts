import type { Access } from '../../domain/access.ts';
import { isInForce } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { readEntitlementText } from '../../domain/entitlement-text.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Directory } from '../../services/directory.ts';
import { createDirectory } from '../../services/directory.ts';
import { provedEmails } from '../../services/identity/identify.ts';
import { createResolveKnown } from '../../services/identity/resolve-known.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { withStore } from '../with-store.ts';
import { entitlementUsage, readWanted, whoOf } from './words.ts';

interface Options {
  readonly json?: boolean;
}

/** One thing that somebody has: by an access of their own, or (`implicit`) because the product made them an administrator (C2). */
interface Held {
  readonly subject: string;
  readonly entitlement: string;
  readonly access: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly implicit: boolean;
}

/**
 * `latchkey who`: who has something, or what somebody has, from what is stored; for when the chat is down. 0: answered, also
 * where nobody has it; 1: nobody of that name is known.
 */
export async function who(io: Io, words: readonly string[], { json = false }: Options): Promise<ExitCode> {
  const { catalogue } = await readCatalogue(io);
  const directory = createDirectory(catalogue);
  const text = words.join(' ').trim();
  const isEntitlement = readEntitlementText(text) !== null;
  const wanted = isEntitlement ? readWanted(text, directory) : null;
  if (wanted?.ok === false) throw wrongUse(wanted.sentence);
  if (!isEntitlement && words.length !== 1)
    throw wrongUse(`Write an e-mail, an account such as slack:T1/U1, a person's id, or ${entitlementUsage}.`);
  return withStore(io, catalogue.tenant, async (store, clock) => {
    const found = wanted
      ? await holdersOf(wanted.value, store, clock, directory)
      : await heldBy(text, store, clock, directory);
    if (found === null) {
      const sentence = `Nobody is known as ${text}.`;
      await (json ? outJson(io, { ok: false, sentence }) : io.out(`${sentence}\n`));
      return 1;
    }
    const about = wanted ? entitlementKey(wanted.value) : text;
    if (json) await outJson(io, { ok: true, about, held: found });
    else await io.out(`${lines(about, wanted !== null, found).join('\n')}\n`);
    return 0;
  });
}

async function holdersOf(entitlement: Entitlement, store: Store, clock: Clock, directory: Directory): Promise<Held[]> {
  const key = entitlementKey(entitlement);
  const own = (await store.accesses.activeFor([key])).filter((access) => isInForce(access, clock.now())).map(held);
  const product = entitlement.kind === 'console' ? directory.product(entitlement.product) : null;
  const administrators = (product?.administrators ?? []).map(normalEmail);
  return [...own, ...administrators.map((email) => implicit(email, key))];
}

async function heldBy(text: string, store: Store, clock: Clock, directory: Directory): Promise<Held[] | null> {
  const person = await createResolveKnown({ store })(whoOf(text));
  const stored = person === null ? null : await store.people.byId(person.id);
  if (person === null || stored === null) return null;
  const open = await store.accesses.openOf(person.id);
  const own = open.filter((access) => isInForce(access, clock.now())).map(held);
  const products = directory.catalogue.products.filter(({ id }) =>
    directory.isAdministratorOf(id, provedEmails(stored)),
  );
  return [...own, ...products.map(({ id }) => implicit(person.label, `console:${id}`))];
}

function held({ id, person, entitlement, since, until }: Access): Held {
  return {
    subject: person.label,
    entitlement: entitlementKey(entitlement),
    access: id,
    since: iso(since),
    until: iso(until),
    implicit: false,
  };
}

function implicit(subject: string, entitlement: string): Held {
  return { subject, entitlement, access: null, since: null, until: null, implicit: true };
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function lines(about: string, isEntitlement: boolean, all: readonly Held[]): string[] {
  if (all.length === 0) return [isEntitlement ? `Nobody has ${about}.` : `${about} has no access.`];
  return all.map(({ subject, entitlement, access, until, implicit: isImplicit }) => {
    const name = isEntitlement ? subject : entitlement;
    if (isImplicit) return `${name}  as an administrator of the product`;
    return `${name}  ${until === null ? 'no end' : `until ${until}`}  ${access ?? ''}`;
  });
}
