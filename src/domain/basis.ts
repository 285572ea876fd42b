import type { Platform } from './identity.ts';

/** What gave somebody the authority to decide, at that moment (A1). */
export interface BasisFacts {
  readonly kind: 'implicit' | 'access' | 'role' | 'system';
  /** The access that carries the authority, where it is one. */
  readonly access: string | null;
  /** In ms; null: without end. */
  readonly until: number | null;
  /**
   * What carries it: the key of the entitlement that they hold, `console:PRODUCT` of a product that they administer, or what a
   * chat's role stands for. The oldest records don't say.
   */
  readonly of?: string;
  /** The role of a chat that stands for authority, where it is one. */
  readonly role?: { readonly platform: Platform; readonly id: string; readonly name: string };
}

/** A basis as it is recorded, with its English sentence. */
export interface Basis extends BasisFacts {
  readonly sentence: string;
}
