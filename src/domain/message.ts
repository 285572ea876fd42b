import type { CommandDescription } from './command-description.ts';
import type { PersonRef } from './identity.ts';

/**
 * A neutral message: what is said, never how a platform draws it. A chat platform escapes every string in it,
 * shows people as mentions where it can, and times in the reader's own zone.
 */
export interface Message {
  /** One plain line: the notification, and what a screen reader says first. */
  readonly summary: string;
  readonly tone: Tone;
  /** Shown as the head line; absent for short answers. */
  readonly title?: string;
  /** One sentence that stands above everything else, and is what a notification says; a message has this or a title. */
  readonly headline?: Text;
  readonly blocks: readonly Block[];
  readonly buttons?: readonly Button[];
  /** Sent as the summary alone, without any formatting: where a platform doesn't take the whole message. */
  readonly isPlain?: true;
  /** Web addresses to open, shown like buttons. */
  readonly links?: readonly { readonly label: string; readonly url: string }[];
}

export type Tone = 'plain' | 'waiting' | 'good' | 'bad' | 'ended';

export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  /** Label and value, side by side where the platform can. */
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: Text }[] }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  /** What a person typed, shown as a quotation, every line marked, and never interpreted. */
  | { readonly kind: 'quote'; readonly value: string }
  /** Small print. */
  | { readonly kind: 'note'; readonly text: Text }
  /** One row of a longer answer, with its own buttons. */
  | { readonly kind: 'row'; readonly text: Text; readonly buttons: readonly Button[] }
  /** How a command is given, in the platform's own manner. */
  | { readonly kind: 'usage'; readonly command: CommandDescription }
  | { readonly kind: 'divider' };

/** Text made of parts; a bare string is literal. */
export type Text = readonly Span[];
export type Span =
  | string
  | { readonly strong: string }
  /** An id, a command to type, a value to copy. `isElsewhere`: it is typed in another chat, in that one's manner. */
  | { readonly code: string; readonly isElsewhere?: true }
  /**
   * A person: a mention where they have an account on the platform, else their name, and the label where none is known. On
   * Latchkey's own cards, `isNamed`: with the name beside the mention; `isNameOnly`: without a mention, so that nobody is called.
   */
  | { readonly person: PersonRef; readonly isNamed?: true; readonly isNameOnly?: true }
  /** Milliseconds since the epoch. */
  | { readonly time: number };

/** A button runs a command with fixed arguments: what the typed command would do. */
export interface Button {
  readonly label: string;
  readonly style: 'primary' | 'danger' | 'plain';
  /** A command of `commands/`, by name. */
  readonly command: string;
  /** Arguments for it; together at most 1,800 characters as JSON. */
  readonly args: Readonly<Record<string, string | number | readonly string[]>>;
  /** Asked before the button does anything (C7). */
  readonly confirm?: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
    /** What a reason is asked for with, where the platform can ask; it comes as the argument `reason`. */
    readonly reason?: string;
  };
  /** Filled in before the button does anything, in every chat; absent where `confirm` is there. */
  readonly form?: ButtonForm;
}

/** A small form behind a button. What is typed comes as the argument of its field's name; every field may be left empty. */
export interface ButtonForm {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: 'duration' | 'reason';
  readonly label: string;
  readonly hint: string;
}

/** The `command` of a button that opens the form for a request, in the platform's own manner. It takes no arguments. */
export const opensForm = 'form';

/** Where a message stands: enough to edit it. Neutral: the platform gives meaning to the words. */
export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}

/** A short message with one line of text. */
export function say(summary: string, tone: Tone = 'plain'): Message {
  return { summary, tone, blocks: [{ kind: 'text', text: [summary] }] };
}

/** Text without its marks, for notifications and search. */
export function plain(text: Text): string {
  return text
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('strong' in span) return span.strong;
      if ('code' in span) return span.code;
      if ('person' in span) return span.person.label;
      return new Date(span.time).toISOString().slice(0, 16).replace('T', ' ');
    })
    .join('');
}
