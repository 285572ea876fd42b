import type { ConsoleReasonArgs } from '../../domain/reasons/rights.ts';
import type { ReasonWords } from '../word-maps.ts';

/** The reasons of console access (C2 to C5). */
export const consoleReasons: ReasonWords<ConsoleReasonArgs> = {
  'administrator-opens-console': () =>
    'They are an administrator of the product, which opens its console to them. That comes from the product, not from Latchkey.',
  'added-to-console': () => 'They were added to the product’s console by e-mail.',
  'not-added-to-console': () => 'They weren’t added to the product’s console. Ask someone who has access to add them.',
  'not-an-administrator': () => 'The product doesn’t report them as its administrator.',
  'console-full-rights': () => 'Anyone with access to the console has full rights in it, including adding users.',
  'console-access-to-add': () => 'Only people with access to the product’s console can add users to it.',
  'administrator-uses-product': () =>
    'They are an administrator of the product. Their access to it comes from the product, not from Latchkey.',
  'administrator-of-product': () =>
    'They are an administrator of the product. That right comes from the product, not from Latchkey.',
  'console-not-product': () =>
    'Access to the console doesn’t give access to the product. Ask for it in the product itself.',
  'console-not-administrator': () =>
    'Access to the console doesn’t give administrator privileges in the product. Ask for them there.',
};
