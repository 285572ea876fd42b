import type { PersonId } from '../../domain/identity.ts';
import { say } from '../../domain/message.ts';
import { entriesHash, helpDeskFlag } from '../../domain/reported.ts';
import type { CatalogueState } from '../../ports/catalogue.ts';
import { words } from '../../words/index.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import type { Notify } from '../notify/notify.ts';
import type { NewReport } from './reports.ts';
import { hookLabel } from './reports.ts';
import { parseMember } from './state.ts';

/** What reports brought with one import. */
export interface ReportNews {
  readonly reports: readonly NewReport[];
  /** What was imported before. */
  readonly before: CatalogueState;
  /** `PRODUCT e-mail` of whoever is new. */
  readonly administrators: readonly string[];
  /** `role:INSTANCE/ROLE e-mail` of whoever is new. */
  readonly members: readonly string[];
}

/** The most people who are told of one report. */
const mostTold = 50;

/**
 * Tells the administrators who were there before of additions and of flags that were set (DESIGN §8, _In_), so that nobody is
 * brought in unseen. Run again for the same round, it tells nobody twice.
 */
export function createReportNews(
  { store }: Pick<Deps, 'store'>,
  parts: { readonly notify: Pick<Notify, 'person'>; readonly authority: Pick<Authority, 'candidates'> },
) {
  return async function tellOfReports({ reports, before, ...added }: ReportNews, round: string): Promise<void> {
    for (const { about, key, report, before: said } of reports) {
      const hook = hookLabel(report.hook);
      if (about.kind === 'administrators') {
        const of = (all: readonly string[]) => emailsOf(all, `${about.product} `);
        const who = of(added.administrators);
        if (who.length === 0) continue;
        const people = await store.people.meant(of(before.productAdministrators));
        await tell(people, `${round}/${key}`, () => words.inbound.news.administrators(hook, about.product, who));
        continue;
      }
      if (about.kind === 'flags') {
        const isNew = report.entries.includes(helpDeskFlag) && said !== entriesHash([helpDeskFlag]);
        if (!isNew) continue;
        const sentence = () => words.inbound.news.flag(hook, about.item, about.instance);
        await tell(await administrators(about.instance, []), `${round}/${key}`, sentence);
        continue;
      }
      const members = added.members.filter((one) => one.startsWith(`role:${about.instance}/`)).map(parseMember);
      if (members.length === 0) continue;
      const who = members.flatMap(({ email, entitlement }) =>
        entitlement.kind === 'role' ? [words.inbound.news.member(email, entitlement.role)] : [],
      );
      const people = await administrators(
        about.instance,
        members.map(({ email }) => email),
      );
      await tell(people, `${round}/${key}`, () => words.inbound.news.members(hook, about.instance, who));
    }
  };

  async function tell(
    people: readonly { readonly id: PersonId }[],
    key: string,
    sentence: () => string,
  ): Promise<void> {
    const message = () => say(sentence());
    for (const { id } of people.slice(0, mostTold)) await parts.notify.person(id, `reported-${key}`, message);
  }

  /** Whoever may decide about an instance's roles, but the newcomers. */
  async function administrators(instance: string, newcomers: readonly string[]) {
    const fresh = new Set((await store.people.meant(newcomers)).map(({ id }) => id));
    const found = new Map<PersonId, { readonly id: PersonId }>();
    const entitlement = { kind: 'role', instance, role: 'Administrator' } as const;
    for await (const page of parts.authority.candidates(entitlement, mostTold, () => undefined)) {
      for (const { person } of page) if (!fresh.has(person.id)) found.set(person.id, person);
      if (found.size >= mostTold) break;
    }
    return [...found.values()];
  }
}

function emailsOf(all: readonly string[], beginning: string): readonly string[] {
  return all.flatMap((one) => (one.startsWith(beginning) ? [one.slice(beginning.length)] : []));
}
