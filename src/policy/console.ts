import type { Answer, Reason } from '../domain/reason.ts';
import { reason, settled } from './sentences.ts';

export const consoleRights = ['console', 'add users', 'product', 'administer product'] as const;
export type ConsoleRight = (typeof consoleRights)[number];

/** What is known of one person and one product: nothing is shared between products (C1). */
export interface ConsoleStanding {
  /** They were added by e-mail and that grant is open (C3). */
  readonly explicit: boolean;
  /** The product itself reports them as its administrator (C2). */
  readonly productAdministrator: boolean;
}

const implicit = reason(
  'C2',
  'They are an administrator of the product, which opens its console to them; that comes from the product, not from here.',
);
const added = reason('C3', 'They were added to the console of the product by e-mail.');
const notAdded = reason(
  'C3',
  'They were not added to the console of the product; ask somebody who has access to add them.',
);
const noAdministrator = reason('C2', 'The product does not report them as its administrator.');
const fullRights = reason('C4', 'Whoever has access to the console has full rights in it, adding users included.');
const onlyWithAccess = reason('C4', 'Only who has access to the console of the product may add users to it.');
const productRight: Readonly<Record<'product' | 'administer product', Reason>> = {
  product: reason(
    'C2',
    'They are an administrator of the product; their access to it comes from the product, not from here.',
  ),
  'administer product': reason(
    'C2',
    'They are an administrator of the product; that right comes from the product, not from here.',
  ),
};
const noProductRight: Readonly<Record<'product' | 'administer product', Reason>> = {
  product: reason('C5', 'Access to the console gives no access to the product; ask for it in the product itself.'),
  'administer product': reason(
    'C5',
    'Access to the console gives no administrator privileges in the product; ask for them there.',
  ),
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

/** What revoking console access does (C7): whether an explicit grant goes, whether access remains, and why. */
export interface ConsoleRevocation {
  readonly effect: 'revoke' | 'refuse';
  readonly accessRemains: boolean;
  readonly because: readonly Reason[];
}

const grantGoes = reason('C7', 'The grant by e-mail is removed.');
const remains = reason(
  'C7',
  'Access remains, because they are an administrator of the product; it ends when they are demoted or removed in the product.',
);
const nothingToRevoke = reason(
  'C7',
  'They have access as an administrator of the product, so there is nothing to revoke here; they must be demoted or removed in the product.',
);
const noAccess = reason('C7', 'They have no access to the console of the product, so there is nothing to revoke.');

/** Revoking removes an explicit grant; implicit access cannot be revoked here (C7). */
export function revokeConsole({ explicit, productAdministrator }: ConsoleStanding): ConsoleRevocation {
  if (explicit) {
    const because = productAdministrator ? [grantGoes, remains] : [grantGoes];
    return { effect: 'revoke', accessRemains: productAdministrator, because };
  }
  const because = [productAdministrator ? nothingToRevoke : noAccess];
  return { effect: 'refuse', accessRemains: productAdministrator, because };
}

/** One line of a product's _All users_ list (C8). */
export interface ConsoleUser {
  /** Lower-cased. */
  readonly email: string;
  readonly explicit: boolean;
  readonly implicit: boolean;
  /** Only an explicit grant can be removed; where both hold, access remains after it (C7). */
  readonly removable: boolean;
  readonly because: readonly Reason[];
}

/** Two e-mails are one person's when they are the same without regard to case and blanks around (C3). */
export const sameEmail = (one: string, other: string): boolean => foldEmail(one) === foldEmail(other);

const foldEmail = (email: string): string => email.trim().toLowerCase();

/** The _All users_ list of one product (C8): explicit users and administrators, each once, by e-mail. */
export function consoleUsers(explicit: Iterable<string>, administrators: Iterable<string>): ConsoleUser[] {
  const granted = new Set([...explicit].map(foldEmail));
  const reported = new Set([...administrators].map(foldEmail));
  return [...new Set([...granted, ...reported])].sort().map((email) => {
    const standing = { explicit: granted.has(email), productAdministrator: reported.has(email) };
    return {
      email,
      explicit: standing.explicit,
      implicit: standing.productAdministrator,
      removable: standing.explicit,
      because: decideConsole({ ...standing, right: 'console' }).because,
    };
  });
}

/** Why a group cannot have access to a console (C6). */
export const noConsoleForGroups: Reason = Object.freeze(
  reason('C6', 'User groups are not supported for console access: it is given person by person, so name each of them.'),
);
