import type { Catalogue, Instance } from '../../domain/catalogue.ts';
import { definesPermissions, groupsThrough } from '../group-reach.ts';
import { quoted } from '../nearest.ts';
import { showPath } from '../problem.ts';

/**
 * What a file allows that its writer will hardly have meant, a sentence each: it can be used, and somebody will be stuck.
 * For `latchkey config check`.
 */
export function setupWarnings(catalogue: Catalogue): readonly string[] {
  return [
    ...(catalogue.latchkey.administrators.length > 0 ? [] : [nobodyAdministersLatchkey]),
    ...catalogue.products.flatMap(({ id, administrators }, index) =>
      administrators.length > 0 || stands(catalogue, 'product', id)
        ? []
        : [
            `${showPath(['products', index])}: Nobody administers ${quoted(id)}, so nobody can decide about its console. Name administrators, or a role under authority.`,
          ],
    ),
    ...catalogue.instances.flatMap((instance, index) =>
      hasAdministrator(instance) || stands(catalogue, 'instance', instance.id)
        ? []
        : [
            `${showPath(['instances', index])}: Nobody is an ${definesPermissions} of ${quoted(instance.id)}, so nobody can decide about its roles and items. Name one under members, or a role under authority.`,
          ],
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

function stands({ authority }: Catalogue, scope: 'product' | 'instance', id: string): boolean {
  return authority.some((one) => (one.scope as Readonly<Record<string, string>>)[scope] === id);
}

/** Whether anybody may define permissions there (R5), by a custom group too (R7). */
function hasAdministrator(instance: Instance): boolean {
  return instance.members.some(({ role }) => groupsThrough(instance, role).includes(definesPermissions));
}
