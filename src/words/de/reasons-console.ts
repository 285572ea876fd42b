import type { ConsoleReasonArgs } from '../../domain/reasons/rights.ts';
import type { ReasonWords } from '../word-maps.ts';

/** The reasons of console access (C2 to C5). */
export const consoleReasons: ReasonWords<ConsoleReasonArgs> = {
  'administrator-opens-console': () =>
    'Wer das Produkt administriert, hat auch seine Konsole. Das kommt aus dem Produkt, nicht von Latchkey.',
  'added-to-console': () => 'Die Person wurde per E-Mail-Adresse zur Konsole des Produkts hinzugefügt.',
  'not-added-to-console': () =>
    'Die Person wurde nicht zur Konsole des Produkts hinzugefügt. Bitte jemanden darum, der Zugriff hat.',
  'not-an-administrator': () => 'Das Produkt meldet die Person nicht als Administrator.',
  'console-full-rights': () =>
    'Wer Zugriff auf die Konsole hat, hat darin alle Rechte, auch das Hinzufügen weiterer Personen.',
  'console-access-to-add': () =>
    'Nur wer Zugriff auf die Konsole des Produkts hat, kann dort weitere Personen hinzufügen.',
  'administrator-uses-product': () =>
    'Die Person administriert das Produkt. Ihr Zugriff darauf kommt aus dem Produkt, nicht von Latchkey.',
  'administrator-of-product': () =>
    'Die Person administriert das Produkt. Dieses Recht kommt aus dem Produkt, nicht von Latchkey.',
  'console-not-product': () =>
    'Zugriff auf die Konsole gibt keinen Zugriff auf das Produkt. Bitte im Produkt selbst darum.',
  'console-not-administrator': () =>
    'Zugriff auf die Konsole gibt keine Administratorrechte im Produkt. Bitte dort darum.',
};
