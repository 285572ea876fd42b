import { renderAccess, renderTest } from '../../domain/webhook/access-body.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';

/**
 * The body of an attempt, from what is stored now: what was erased since is erased here too, and `now` is how things are.
 * Null: there is nothing to be told, because it isn't there any more, or somebody changed it outside Latchkey (A9).
 */
export function createRender({ store, directory }: Pick<Deps, 'store' | 'directory'>) {
  return async function render({ source, createdAt }: Delivery): Promise<string | null> {
    switch (source.kind) {
      case 'access': {
        const stored = await store.accesses.byId(source.access);
        if (stored === null || stored.access.events.length < source.n) return null;
        return renderAccess(stored.access, source.n);
      }
      case 'test':
        return renderTest(directory.catalogue.tenant, createdAt);
      case 'journal':
        return null;
    }
  };
}

export type Render = ReturnType<typeof createRender>;
