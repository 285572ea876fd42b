/** What became of an access, and by whom, for a sentence: the labels of its approvers, and what happened last. */
export interface Outcome {
  readonly state: 'requested' | 'approved' | 'active' | 'closed' | 'ended';
  /** It came from the configuration and was never requested. */
  readonly isImported: boolean;
  readonly approvers: readonly string[];
  readonly last: { readonly event: string; readonly actor: string } | null;
}
