import type { Access } from '../../src/domain/access.ts';
import type { PersonId } from '../../src/domain/identity.ts';

/** Of whom a copy is to be: their name as `organisation` has it, and their id. */
export interface Holder {
  readonly name: string;
  readonly id: PersonId;
}

/** What a copy has of its own. */
export interface Own {
  readonly id: string;
  readonly holder: Holder;
  readonly role: string;
  /** How much earlier everything happened, in ms. */
  readonly earlierMs: number;
}

/**
 * Makes copies of one access: the same events, of another person, role and time. Ids, names and roles are replaced wherever they
 * stand; a time is any number of milliseconds that is as large as those of this century.
 */
export function copier(template: Access, { holder, role }: Pick<Own, 'holder' | 'role'>): (own: Own) => Access {
  const text = JSON.stringify(template);
  const standing = [template.id, holder.id, `${holder.name}@acme.test`, `U${holder.name}`, role];
  const known = new RegExp(`${standing.map(escaped).join('|')}|(?<=[:,[])1[5-9]\\d{11}(?=[,}\\]])`, 'g');
  return (own) => {
    const { name, id } = own.holder;
    const instead = [own.id, id, `${name}@acme.test`, `U${name}`, own.role];
    const replaced = text.replace(known, (found) => {
      const at = standing.indexOf(found);
      return at === -1 ? String(Number(found) - own.earlierMs) : (instead[at] ?? found);
    });
    return JSON.parse(replaced) as Access;
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
