import type { Client } from '../../domain/catalogue.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Names } from '../names.ts';
import { find, fold, present } from '../names.ts';
import { quoted, suggest } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import type { FileShape, LooseFile } from '../shape.ts';

/** The clients of the decision API: ids that are used once, products and instances that exist, owners where they are needed. */
export function checkClients(file: LooseFile, names: Names): Finding[] {
  const instances = names.instances.map(({ id }) => id);
  const seen = new Set<string>();
  return present(file.clients).flatMap(([index, client]) => {
    const path: Path = ['clients', index];
    const findings: Finding[] = [
      ...unknown([...path, 'products'], 'product', client.products, names.products),
      ...unknown([...path, 'instances'], 'instance', client.instances, instances),
    ];
    const id = client.id === undefined ? null : fold(client.id);
    if (id !== null && seen.has(id)) {
      findings.push({
        path: [...path, 'id'],
        sentence: `There is a client ${quoted(client.id ?? '')} already: choose another id.`,
      });
    }
    if (id !== null) seen.add(id);
    if (present(client.products).length + present(client.instances).length === 0) {
      findings.push({ path, sentence: 'List the products or instances that this client may ask about.' });
    }
    const asks = present(client.may).some(([, verb]) => verb === 'request');
    if (asks && present(client.owners).length === 0) {
      const sentence =
        'A client that may request needs owners: the people who run it, and so have no vote in what it asks for.';
      findings.push({ path: [...path, 'owners'], sentence });
    }
    return findings;
  });
}

function unknown(
  path: Path,
  what: string,
  list: readonly (string | undefined)[] | undefined,
  known: readonly string[],
): Finding[] {
  return present(list).flatMap(([index, name]) => {
    if (find(known, name) !== null) return [];
    return [{ path: [...path, index], sentence: `${quoted(name)} is no ${what}${suggest(name, known)}` }];
  });
}

/** The clients of a file that has no faults. */
export function buildClients(file: FileShape, names: Names): readonly Client[] {
  const instances = names.instances.map(({ id }) => id);
  return (file.clients ?? []).map(({ id, token, products = [], instances: places = [], may, owners = [] }) => ({
    id,
    tokenVariable: token.env,
    products: [...new Set(products.map((one) => find(names.products, one) ?? one))],
    instances: [...new Set(places.map((one) => find(instances, one) ?? one))],
    may: [...new Set(may)],
    owners: [...new Set(owners.map(normalEmail))],
  }));
}
