/** The rules of DESIGN §2 that an answer can name: C1–C8, R1–R8 (the seeds') and A1–A9 (ours). */
export type RuleId =
  `C${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `R${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `A${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** A reason as it stands in the record, with its English sentence. The oldest have nothing but that. */
export interface RecordedReason {
  readonly rule: RuleId;
  readonly sentence: string;
  readonly code?: string;
  readonly args?: { readonly [key: string]: unknown };
}
