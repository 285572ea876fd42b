import { ids } from '../names.ts';
import type { Words } from '../words.ts';

/** An entitlement within a sentence, as its subject or object: `Konsolenzugriff auf acme-prod`, `die Rolle Help desk auf mdm-eu`. */
export const entitlement: Words['entitlement'] = (one, { product, instance } = ids) => {
  switch (one.kind) {
    case 'console':
      return `Konsolenzugriff auf ${product(one.product)}`;
    case 'role':
      return `die Rolle ${one.role} auf ${instance(one.instance)}`;
    case 'item':
      return `${one.right} auf ${instance(one.instance)}/${one.item}`;
  }
};
