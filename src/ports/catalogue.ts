/** What of the configuration was last imported (DESIGN §3, "Catalogue"). */
export interface CatalogueState {
  readonly version: number;
  readonly hash: string;
  /** `role:INSTANCE/ROLE` + blank + e-mail, sorted. */
  readonly members: readonly string[];
  /** `PRODUCT` + blank + e-mail, sorted. */
  readonly productAdministrators: readonly string[];
  /** Since when `productAdministrators` has held an entry, in ms; those left out: for longer than is known. */
  readonly administratorsSince?: readonly { readonly entry: string; readonly since: number }[];
  /** Ids that were declared: `product:ID`, `instance:ID`, `item:INSTANCE/ID`, `role:INSTANCE/NAME`. */
  readonly ids: readonly string[];
  /** Ids that vanished and are not given to something else. */
  readonly retired: readonly string[];
  /** Keys of the e-mails in its lists (`listedEntries`), sorted; absent: not known. */
  readonly listed?: readonly string[];
  /** Those of them that named a released address when they were first there: a Latchkey administrator says whom they mean (A8). */
  readonly waiting?: readonly WaitingEntry[];
  /** The hash of the file alone; absent: nothing that was reported counted in it. */
  readonly file?: string;
  /** The reports that counted in place of the file's lists. */
  readonly reported?: readonly ImportedReport[];
}

/** A report as it was imported. */
export interface ImportedReport {
  /** Of a `FactRecord`. */
  readonly key: string;
  readonly hook: string;
  /** Hash of what it says. */
  readonly says: string;
}

/** An entry of the configuration that means nobody until a Latchkey administrator has decided. */
export interface WaitingEntry {
  readonly id: string;
  /** Of a `ListedEntry`. */
  readonly key: string;
}

export interface CatalogueStore {
  read(): Promise<CatalogueState | null>;
  /** Writes `next` where `version` is still `before`'s (null: none). False on a clash. */
  write(before: number | null, next: CatalogueState): Promise<boolean>;
}
