import type { Reach } from '../../domain/catalogue.ts';
import type { Names } from '../names.ts';
import { find, present } from '../names.ts';
import { noSuch } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';

/** Another system as the file names it: what clients and hooks have in common. */
interface LooseSystem {
  readonly products?: readonly (string | undefined)[] | undefined;
  readonly instances?: readonly (string | undefined)[] | undefined;
  readonly may?: readonly (string | undefined)[] | undefined;
  readonly owners?: readonly (string | undefined)[] | undefined;
}

/** What the problems of a section say. */
interface SystemWords {
  /** `client` or `hook`. */
  readonly what: string;
  /** What it does with products and instances, to follow “that this client may”. */
  readonly verb: string;
}

/** Systems of one section: products and instances that exist, owners where they are needed. */
export function checkSystems(
  section: string,
  systems: readonly (LooseSystem | undefined)[] | undefined,
  names: Names,
  { what, verb }: SystemWords,
): Finding[] {
  const instances = names.instances.map(({ id }) => id);
  return present(systems).flatMap(([index, system]) => {
    const path: Path = [section, index];
    const findings: Finding[] = [
      ...unknown([...path, 'products'], 'product', system.products, names.products),
      ...unknown([...path, 'instances'], 'instance', system.instances, instances),
    ];
    if (present(system.products).length + present(system.instances).length === 0) {
      findings.push({ path, sentence: `List the products or instances that this ${what} may ${verb}.` });
    }
    const asks = present(system.may).some(([, one]) => one === 'request');
    if (asks && present(system.owners).length === 0) {
      const sentence = `A ${what} that may request needs owners: the people who run it, and so have no vote in what it asks for.`;
      findings.push({ path: [...path, 'owners'], sentence });
    }
    return findings;
  });
}

/** The products and instances of a system, each once and spelt as declared. */
export function buildReach(
  { products = [], instances = [] }: { readonly [Key in keyof Reach]?: Reach[Key] | undefined },
  names: Names,
): Reach {
  const places = names.instances.map(({ id }) => id);
  return {
    products: [...new Set(products.map((one) => find(names.products, one) ?? one))],
    instances: [...new Set(instances.map((one) => find(places, one) ?? one))],
  };
}

function unknown(
  path: Path,
  what: string,
  list: readonly (string | undefined)[] | undefined,
  known: readonly string[],
): Finding[] {
  return present(list).flatMap(([index, name]) => {
    if (find(known, name) !== null) return [];
    return [{ path: [...path, index], sentence: noSuch(what, name, known) }];
  });
}
