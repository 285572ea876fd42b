import { normalEmail } from '../domain/identity.ts';
import type { Answer, Reason } from '../domain/reason.ts';
import { reason } from '../domain/reason.ts';
import { settled } from './settled.ts';

export const consoleRights = ['console', 'add users', 'product', 'administer product'] as const;
export type ConsoleRight = (typeof consoleRights)[number];

/** What is known of one person and one product: nothing is shared between products (C1). */
export interface ConsoleStanding {
  /** They were added by e-mail and that grant is open (C3). */
  readonly explicit: boolean;
  /** The product itself reports them as its administrator (C2). */
  readonly productAdministrator: boolean;
}

const implicit = reason('C2', 'administrator-opens-console');
const added = reason('C3', 'added-to-console');
const notAdded = reason('C3', 'not-added-to-console');
const noAdministrator = reason('C2', 'not-an-administrator');
const fullRights = reason('C4', 'console-full-rights');
const onlyWithAccess = reason('C4', 'console-access-to-add');
const productRight: Readonly<Record<'product' | 'administer product', Reason>> = {
  product: reason('C2', 'administrator-uses-product'),
  'administer product': reason('C2', 'administrator-of-product'),
};
const noProductRight: Readonly<Record<'product' | 'administer product', Reason>> = {
  product: reason('C5', 'console-not-product'),
  'administer product': reason('C5', 'console-not-administrator'),
};

function work({ explicit, productAdministrator }: ConsoleStanding, right: ConsoleRight): Answer {
  if (right === 'product' || right === 'administer product') {
    return productAdministrator ? settled('allow', [productRight[right]]) : settled('deny', [noProductRight[right]]);
  }
  const sources = [...(productAdministrator ? [implicit] : []), ...(explicit ? [added] : [])];
  const adding = right === 'add users';
  return sources.length > 0
    ? settled('allow', adding ? [...sources, fullRights] : sources)
    : settled('deny', [...(adding ? [onlyWithAccess] : []), notAdded, noAdministrator]);
}

const place = ({ explicit, productAdministrator }: ConsoleStanding): number =>
  (explicit ? 1 : 0) + (productAdministrator ? 2 : 0);

const answers: Readonly<Record<ConsoleRight, readonly Answer[]>> = {
  console: allStandings('console'),
  'add users': allStandings('add users'),
  product: allStandings('product'),
  'administer product': allStandings('administer product'),
};

function allStandings(right: ConsoleRight): Answer[] {
  return [false, true].flatMap((productAdministrator) =>
    [false, true].map((explicit) => work({ explicit, productAdministrator }, right)),
  );
}

const nothingKnown = settled('deny', [notAdded]);

/** Decides about one person and one product (C2 to C5). All answers are built beforehand and frozen. */
export function decideConsole(question: ConsoleStanding & { readonly right: ConsoleRight }): Answer {
  return answers[question.right][place(question)] ?? nothingKnown;
}

/** Two e-mails are one person's when they are the same without regard to case and blanks around (C3). */
export const sameEmail = (one: string, other: string): boolean => normalEmail(one) === normalEmail(other);
