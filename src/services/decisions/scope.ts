import type { Client, Instance, Item, Product } from '../../domain/catalogue.ts';
import type { Directory } from '../directory.ts';
import type { Entity } from './entities.ts';

/** What a resource is in the catalogue. */
export type Resource =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'instance'; readonly instance: Instance; readonly item: null }
  | { readonly kind: 'item'; readonly instance: Instance; readonly item: Item };

/** The resource that a client names; null where there is none, or it isn't the client's: nobody can tell which. */
export function resourceOf({ type, id }: Entity, client: Client, directory: Directory): Resource | null {
  if (type === 'product') {
    const product = client.products.includes(id) ? directory.product(id) : null;
    return product && { kind: 'product', product };
  }
  if (type === 'instance') {
    const instance = client.instances.includes(id) ? directory.instance(id) : null;
    return instance && { kind: 'instance', instance, item: null };
  }
  const [, place = '', name = ''] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
  const instance = client.instances.includes(place) ? directory.instance(place) : null;
  const item = instance?.items.find((one) => one.id === name && one.kind === type);
  return instance && item ? { kind: 'item', instance, item } : null;
}

/** Every resource of a type that a client may ask about. */
export function resourcesOf(type: string, client: Client, directory: Directory): readonly Entity[] {
  if (type === 'product') return client.products.map((id) => ({ type, id }));
  if (type === 'instance') return client.instances.map((id) => ({ type, id }));
  return client.instances.flatMap((place) =>
    (directory.instance(place)?.items ?? []).flatMap(({ id, kind }) =>
      kind === type ? [{ type, id: `${place}/${id}` }] : [],
    ),
  );
}
