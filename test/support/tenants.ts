import type { Store } from '../../src/ports/store.ts';

const tenants = new WeakMap<Store, string>();

/** The tenant of a store that `tenantStore` gave; undefined for any other. */
export const tenantOf = (store: Store): string | undefined => tenants.get(store);

export const noteTenant = (store: Store, tenant: string): void => void tenants.set(store, tenant);
