import type { PersonId } from '../../domain/identity.ts';

/** The journal's key of an administrator's word that two persons are two people (A7), whichever is named first. */
export function apartKey(one: PersonId, other: PersonId): string {
  return `two-people/${[one, other].sort().join('/')}`;
}
