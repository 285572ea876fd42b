/** What the decision API answers to a denial, and to questions about a task, as far as tests look at it. */
export interface Denied {
  readonly decision: boolean;
  readonly context: {
    readonly evaluation_id: string;
    readonly access_request: { readonly expires_at: string; readonly binding_token: string };
  };
}

export interface Answered {
  /** The URN of a problem. */
  readonly type: string;
  readonly task: {
    readonly id: string;
    readonly status: string;
    readonly status_endpoint: string;
    readonly items: readonly unknown[];
  };
  readonly result: { readonly approval: { readonly id: string; readonly [more: string]: unknown } };
}
