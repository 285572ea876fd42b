import type { Catalogue } from '../../domain/catalogue.ts';
import { definesPermissions } from '../../domain/group-reach.ts';
import { undecidableInstances, undecidableProducts } from '../../domain/undecidable.ts';
import { quoted } from '../nearest.ts';
import { showPath } from '../problem.ts';

/**
 * What a file allows that its writer will hardly have meant, a sentence each: it can be used, and somebody will be stuck.
 * For `latchkey config check`.
 */
export function setupWarnings(catalogue: Catalogue): readonly string[] {
  return [
    ...(catalogue.latchkey.administrators.length > 0 ? [] : [nobodyAdministersLatchkey]),
    ...undecidableProducts(catalogue).map(
      (product) =>
        `${showPath(['products', catalogue.products.indexOf(product)])}: Nobody administers ${quoted(product.id)}, so nobody can decide about its console. Name administrators, or a role under authority.`,
    ),
    ...undecidableInstances(catalogue).map(
      (instance) =>
        `${showPath(['instances', catalogue.instances.indexOf(instance)])}: Nobody is an ${definesPermissions} of ${quoted(instance.id)}, so nobody can decide about its roles and items. Name one under members, or a role under authority.`,
    ),
    ...Object.entries(catalogue.channels.approvals)
      .filter(([platform, channel]) => catalogue.channels.audit[platform] === channel)
      .map(
        ([platform, channel]) =>
          `channels: Approvals and the audit trail share the ${platform} channel ${channel}. Use two, so that a card that waits isn’t lost among audit messages.`,
      ),
  ];
}

const nobodyAdministersLatchkey =
  'latchkey.administrators: Nobody is a Latchkey administrator, so nobody can settle links, changed e-mails and stuck requests. Name at least two people.';
