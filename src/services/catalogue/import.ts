import type { Access } from '../../domain/access.ts';
import { isOpen } from '../../domain/access.ts';
import type { AccessCommand } from '../../domain/decide/index.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { FactAbout } from '../../domain/reported.ts';
import type { CatalogueState } from '../../ports/catalogue.ts';
import type { Deps } from '../deps.ts';
import type { Difference } from './state.ts';
import { catalogueDigest } from '../audit/standing.ts';
import { describeCatalogue, difference, parseMember } from './state.ts';
import type { NewReport, ReadReports } from './reports.ts';
import { newReports, rememberedReports, reportOf } from './reports.ts';
import { membersOf, productOf, reportedNote, rosterNote } from './notes.ts';
import type { Origin } from './origin.ts';
import { createPeopleNamed } from './people-named.ts';
import { asNote, fromClock, fromFile, onlyOrigin, originOf } from './origin.ts';
import type { ReportNews } from './report-news.ts';
import { addressesOf, personRef } from '../identity/identify.ts';
import type { Entries, PlacedEntry } from '../identity/entries.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Journal } from '../audit/journal.ts';
import type { Perform } from '../access/handle-command.ts';
import { inRecord, words } from '../../words/index.ts';

/** How many members are looked up and recorded at once: fewer than `recordPeople` takes in one go. */
const together = 50;

/**
 * Applies what changed in the configuration since it was last imported, as audited events (DESIGN §3, "Catalogue").
 * May be broken off anywhere and run again, also by several processes: every step is done once, and the state that says
 * "imported" is written last.
 */
export function createImportCatalogue(
  { store, directory, clock, ids, log }: Pick<Deps, 'store' | 'directory' | 'clock' | 'ids' | 'log'>,
  parts: {
    readonly perform: Perform;
    readonly journal: Journal;
    readonly recordPeople: RecordPeople;
    readonly entries: Entries;
    /** Tells the Latchkey administrators, once by entry. */
    readonly tellOfEntries: (waiting: readonly PlacedEntry[]) => Promise<void>;
    readonly readReports: ReadReports;
    /** Tells whoever was there before of what reports bring, once by round. */
    readonly tellOfReports: (news: ReportNews, round: string) => Promise<void>;
  },
) {
  const peopleNamed = createPeopleNamed({ store, clock, ids }, parts.recordPeople);
  const { perform, journal, entries, tellOfEntries, readReports } = parts;

  return { importCatalogue, importReports, follow, importMember };

  /** Imports what other systems reported, unless another process has imported another file since: that one does it. */
  async function importReports(): Promise<void> {
    const last = await store.catalogue.read();
    const isOurs = last === null || (last.file ?? last.hash) === directory.file.hash;
    return isOurs ? importCatalogue() : follow();
  }

  /** Takes up what another process imported, or is about to. */
  async function follow(): Promise<void> {
    const [last, { catalogue }] = await Promise.all([store.catalogue.read(), readReports()]);
    const isImported = last?.hash === catalogue.hash;
    const waiting = isImported ? last.waiting : await entries.waitingIn(last, roundOf(catalogue, last), catalogue);
    await entries.use(waiting ?? [], catalogue);
  }

  async function importCatalogue(): Promise<void> {
    const [last, reported] = await Promise.all([store.catalogue.read(), readReports()]);
    const { catalogue } = reported;
    if (last?.hash === catalogue.hash) return entries.use(last.waiting ?? [], catalogue);
    const round = roundOf(catalogue, last);
    const waiting = await entries.waitingIn(last, round, catalogue);
    await entries.use(waiting, catalogue);
    const next = describeCatalogue(
      catalogue,
      last,
      clock.now(),
      waiting,
      rememberedReports(reported, directory.file, last),
    );
    const change = difference(last, next);
    const fresh = newReports(reported, directory.file, last);
    const origin = (about: FactAbout): Origin => originOf(reportOf(reported, about));
    const cause = isFileAsBefore(last) ? onlyOrigin(fresh) : fromFile;
    await journal([
      {
        key: `configuration/${round}`,
        event: 'configuration',
        facts: {
          hash: catalogue.hash,
          before: last?.hash ?? null,
          state: catalogueDigest(next),
          ...(next.reported !== undefined && { file: directory.file.hash }),
        },
        ...asNote(cause),
      },
      ...fresh.map((one) => reportedNote(round, one)),
      ...change.administratorsAdded.map((one) => rosterNote(round, one, 'added', origin(productOf(one)))),
      ...change.administratorsRemoved.map((one) => rosterNote(round, one, 'removed', origin(productOf(one)))),
      ...entries.undecided().map(({ id, email, list, key }) => ({
        key: `entry-waits/${id}`,
        event: 'roster' as const,
        facts: {
          entry: key,
          what: `${email} in ${list} names an address that was given up, so it means nobody until a Latchkey administrator decides`,
        },
        via: 'config',
      })),
      ...change.retired.map((id) => ({
        key: `retired/${round}/${id}`,
        event: 'retired' as const,
        facts: { id, what: inRecord(() => words.audit.retired(id)) },
        via: 'config',
      })),
    ]);
    const members = await byPerson(change);
    await apply(members.removed, 'remove-import', round, origin);
    for (const access of await leftovers(next)) {
      const { person, entitlement } = access;
      const id = `remove-import/${round}/${entitlementKey(entitlement)} ${person.label}`;
      await run({ name: 'remove-import' }, person, entitlement, id, null, origin(membersOf(entitlement)));
    }
    await apply(members.added, 'import', round, origin);
    for (const id of change.retired) await closeWaiting(id, round);
    for (const one of fresh) await decideAgain(one, round);
    if (last !== null && fresh.length > 0) {
      await parts.tellOfReports(
        { reports: fresh, before: last, administrators: change.administratorsAdded, members: members.added },
        round,
      );
    }
    await tellOfEntries(entries.undecided().filter(({ id }) => !last?.waiting?.some((one) => one.id === id)));
    const written = await store.catalogue.write(last?.version ?? null, next);
    // Another process was faster, perhaps with another configuration: what it wrote is what this one starts from.
    if (!written) return importCatalogue();
    const counts = {
      imported: change.membersAdded.length,
      removed: change.membersRemoved.length,
      retired: change.retired.length,
    };
    log.info({ hash: catalogue.hash, ...counts }, 'the configuration was imported');
  }

  /**
   * What an import gave that this configuration does not say: one that was broken off before its end, and whose
   * configuration was never the last one imported; or members of an id that was retired and is back without them.
   */
  async function leftovers(next: CatalogueState): Promise<readonly Access[]> {
    const prefixes = directory.catalogue.instances.map(({ id }) => `role:${id}/`);
    const imported = (await store.accesses.openUnder(prefixes)).filter(
      (access) => access.imported && access.state === 'active' && directory.declares(access.entitlement),
    );
    if (imported.length === 0) return [];
    const members = next.members.map(parseMember);
    const people = await store.people.meant(members.map(({ email }) => email));
    const ids = new Map(
      people.flatMap((person) => addressesOf(person).map((address) => [address, person.id] as const)),
    );
    const said = new Set(
      members.map(({ entitlement, email }) => {
        const key = entitlementKey(entitlement);
        const meaning = entries.meaning(`${key} ${email}`);
        return `${key} ${meaning === undefined ? (ids.get(normalEmail(email)) ?? email) : (meaning ?? 'nobody')}`;
      }),
    );
    return imported.filter((access) => !said.has(`${entitlementKey(access.entitlement)} ${access.person.id}`));
  }

  /**
   * What changed, by person (A8): an address that was corrected changes nothing. What an entry gives that waits for a Latchkey
   * administrator, nobody gets until one has decided.
   */
  async function byPerson({ membersAdded, membersRemoved }: Difference) {
    const emails = [...membersAdded, ...membersRemoved].map((member) => parseMember(member).email);
    const people = emails.length === 0 ? [] : await store.people.meant(emails);
    const holder = (member: string): string => {
      const { email, entitlement } = parseMember(member);
      const person = people.find((one) => addressesOf(one).includes(normalEmail(email)));
      return `${entitlementKey(entitlement)} ${person?.id ?? email}`;
    };
    const before = new Set(membersRemoved.map(holder));
    const isDecided = (member: string) => entries.meaning(member) !== undefined;
    const after = new Set(membersAdded.filter((member) => !isDecided(member)).map(holder));
    return {
      removed: membersRemoved.filter((member) => !after.has(holder(member))),
      added: membersAdded.filter((member) => !isDecided(member) && !before.has(holder(member))),
    };
  }

  /** What a member's entry gives to the person that a Latchkey administrator named; other lists give nothing to be imported. */
  async function importMember(key: string, person: PersonId, id: string): Promise<void> {
    const stored = key.startsWith('role:') ? await store.people.byId(person) : null;
    if (stored === null) return;
    await run({ name: 'import' }, personRef(stored), parseMember(key).entitlement, `import/entry/${id}`, null);
  }

  /** Whether only reports can have changed since the last import. */
  function isFileAsBefore(last: CatalogueState | null): boolean {
    return last !== null && (last.file ?? last.hash) === directory.file.hash;
  }

  /** What waits under what a report is about, or is approved and not started, is decided again with what it says. */
  async function decideAgain({ about }: NewReport, round: string): Promise<void> {
    const id = about.kind === 'administrators' ? `product:${about.product}` : `instance:${about.instance}`;
    for (const { id: known, state, person, entitlement } of await store.accesses.openUnder(prefixesOf(id))) {
      if (state === 'active') continue;
      const name = state === 'approved' ? 'start' : 'recheck';
      await run({ name }, person, entitlement, `${name}/${round}/${known}`, known, fromClock);
      await store.accesses.refreshCards(known, clock.now());
    }
  }

  /** Whom the members mean, 50 at a time, each person recorded before anything of theirs; then one command for each member. */
  async function apply(
    members: readonly string[],
    name: 'import' | 'remove-import',
    round: string,
    origin: (about: FactAbout) => Origin,
  ): Promise<void> {
    for (let at = 0; at < members.length; at += together) {
      const some = members.slice(at, at + together);
      const people = await peopleNamed(some, (member) => origin(membersOf(parseMember(member).entitlement)));
      for (const member of some) {
        const { email, entitlement } = parseMember(member);
        const person = people.get(normalEmail(email));
        if (person === undefined) throw new Error(`Nobody was made for ${member}`);
        const from = origin(membersOf(entitlement));
        await run({ name }, personRef(person), entitlement, `${name}/${round}/${member}`, null, from);
      }
    }
  }

  /** An id that vanished: its waiting asks close with the reason; what was given stays and can be revoked. */
  async function closeWaiting(id: string, round: string): Promise<void> {
    for (const access of await store.accesses.openUnder(prefixesOf(id))) {
      if (!isOpen(access) || access.state === 'active') continue;
      const command = { name: 'retire', what: id.replace(/^\w+:/, '') } as const;
      await run(command, access.person, access.entitlement, `retire/${round}/${access.id}`, access.id);
    }
  }

  async function run(
    command: AccessCommand,
    subject: { id: string; label: string },
    entitlement: Entitlement,
    id: string,
    known: string | null,
    { actor: origin, via }: Origin = fromFile,
  ): Promise<void> {
    const order = {
      id,
      command,
      actor: null,
      ...(origin !== null && { origin }),
      subject,
      entitlement,
      delivery: id,
      heardAt: clock.now(),
      text: null,
      via,
    };
    await perform(order, known);
  }
}

export type ImportCatalogue = ReturnType<typeof createImportCatalogue>;

function roundOf({ hash }: Catalogue, last: CatalogueState | null): string {
  return `${hash}/${last?.version ?? 0}`;
}

/** Entitlement keys under a declared id: equal, or beginning with it and a slash. */
function prefixesOf(id: string): readonly string[] {
  const [kind, rest] = split(id);
  switch (kind) {
    case 'product':
      return [entitlementKey({ kind: 'console', product: rest })];
    case 'instance':
      return [`role:${rest}/`, `item:${rest}/`];
    case 'item':
      return [`item:${rest}/`];
    default:
      return [id];
  }
}

function split(id: string): readonly [string, string] {
  const colon = id.indexOf(':');
  return [id.slice(0, colon), id.slice(colon + 1)];
}

export type { CatalogueState };
