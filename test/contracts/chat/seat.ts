/** People of the suite. Ada and Sven decide, Otto reads everything, Mia and Bob have nothing, Gus is not inside. */
export const names = ['ada', 'sven', 'otto', 'mia', 'bob', 'gus'] as const;
export type Name = (typeof names)[number];

/** `here`: a channel that everybody is in; `direct`: their direct messages with Latchkey. */
export type Place = 'here' | 'direct' | 'approvals' | 'audit';

/** A message as one person sees it, without the platform's markup: people are `@name`, times `[time]`. */
export interface Seen {
  readonly id: string;
  readonly words: string;
  readonly buttons: readonly string[];
  readonly isPrivate: boolean;
}

/** What Latchkey asks of a platform: `find` somebody by e-mail or user name; `everything` stands for the token. */
export type Where = 'post' | 'update' | 'open' | 'look-up' | 'find' | 'history' | 'answer' | 'everything';

/** Options of a command's form by name; people are the suite's names. */
export type Options = Readonly<Record<string, string | readonly Name[]>>;

/** A role, what it's needed for (a permission's label), and why. */
export interface WantedRole {
  readonly instance: string;
  readonly role: string;
  readonly permission: string;
  readonly reason: string;
}

/** A platform with people in it, as the contract needs it: what they do, and what befalls the platform. */
export interface Seat {
  readonly platform: string;
  /** What Latchkey needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** How the configuration names a person. */
  written(name: Name): string;
  /** The channel's id. */
  channel(place: 'approvals' | 'audit'): string;
  /** Gives a command in `here`, in the platform's own manner. */
  give(name: Name, command: string, form: string | null, options?: Options): Promise<void>;
  /** Names a group (a user group, a role, everybody) where people belong. */
  giveToGroup(name: Name, command: string, form: string, options: Options): Promise<void>;
  look(name: Name, place: Place): Promise<readonly Seen[]>;
  /** Presses, says yes where it is asked, and writes the reason, and for how long, where one can. */
  press(name: Name, place: Place, message: Seen, label: string, reason?: string, duration?: string): Promise<void>;
  /** Whether the form for a request opens. */
  openForm(name: Name): Promise<boolean>;
  /** Presses a button of a message in `here` that opens the form for a request, and says whether it opens. */
  pressForForm(name: Name, message: Seen, label: string): Promise<boolean>;
  /** Asks for console access to the only product by the form. */
  fillForm(name: Name, reason: string): Promise<void>;
  /** Asks for a role by the form, and says there what it's needed for. */
  fillRoleForm(name: Name, wanted: WantedRole): Promise<void>;
  /** The next `times` messages that are posted are answered 429 (wait a second) or 500, `applied`: after they are there. */
  spoil(how: { readonly status: 429 | 500; readonly applied: boolean; readonly times: number }): Promise<void>;
  /**
   * From now on, what Latchkey does at `where` is refused with `code` (of the platform, or `http_403` for a page), until
   * `mend`; `times`: so often only.
   */
  refuse(where: Where, code: string, times?: number): Promise<void>;
  mend(): Promise<void>;
  /** The bot may no longer see the channel. */
  shutOut(place: 'approvals' | 'audit'): Promise<void>;
  letIn(place: 'approvals' | 'audit'): Promise<void>;
  /** The app is removed from where people are, and comes back. */
  expel(): Promise<void>;
  invite(): Promise<void>;
  /** Somebody deletes a message by hand. */
  remove(name: Name, place: Place, message: Seen): Promise<void>;
  stop(): Promise<void>;
}
