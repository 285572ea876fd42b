import { accountKey } from '../../domain/identity.ts';
import { entitlementKey, parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Deps } from '../deps.ts';
import type { Journal, Note } from './journal.ts';
import { catalogueDigest, fenceKey, roleBaselineKey } from './standing.ts';

/** How many entries are noted at once. */
const batch = 100;

/**
 * The first start on older data records what stands there of fences, roles and the configuration: trusted as found, and held
 * to the record from then on (A9; people have theirs from the store). Can be stopped anywhere and run again; the entry that
 * says it is complete comes last. A new record needs none.
 */
export function createBaseline({ store }: Pick<Deps, 'store'>, journal: Journal) {
  return async function baseline(): Promise<void> {
    if ((await store.chain.head()) === null) return;
    const [complete] = await store.record.recorded([completeKey]).then((found) => [...found]);
    if (complete !== undefined || (await store.record.isSealedFromStart())) return;
    for await (const page of store.record.fences()) {
      await noteAll(
        page.flatMap(({ value }): Note[] => {
          const entitlement = value === undefined ? null : parseEntitlementKey(value.entitlement);
          if (value === undefined || entitlement === null) return [];
          const { person, heardAt } = value;
          return [
            {
              key: fenceKey(person, entitlementKey(entitlement), heardAt),
              event: 'baseline',
              subject: { id: person, label: `person:${person}` },
              entitlement,
              facts: { what: 'fence', heardAt },
              via: 'clock',
            },
          ];
        }),
      );
    }
    for await (const page of store.record.targets()) {
      await noteAll(
        page.flatMap(({ value }): Note[] => {
          if (value === undefined) return [];
          const { id, account, role, state } = value;
          const facts = { what: 'role', account: accountKey(account), role, given: state.given !== null };
          return [{ key: roleBaselineKey(id), event: 'baseline', subjectLabel: facts.account, facts, via: 'clock' }];
        }),
      );
    }
    const [catalogue] = await store.record.catalogues();
    await journal([
      ...(catalogue?.value === undefined
        ? []
        : [
            {
              key: 'baseline/catalogue',
              event: 'baseline' as const,
              facts: { what: 'catalogue', state: catalogueDigest(bare(catalogue.value)) },
              via: 'clock',
            },
          ]),
      { key: completeKey, event: 'baseline', facts: { what: 'complete' }, via: 'clock' },
    ]);
  };

  async function noteAll(notes: readonly Note[]): Promise<void> {
    for (let start = 0; start < notes.length; start += batch) await journal(notes.slice(start, start + batch));
  }
}

/** The key of the last entry that the first start on older data records. */
export const completeKey = 'baseline/complete';

function bare<T extends { readonly isInPlace: boolean }>({ isInPlace: _isInPlace, ...state }: T) {
  return state;
}
