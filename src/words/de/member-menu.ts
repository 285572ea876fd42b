import type { Words } from '../words.ts';

/** The menu of a member in Discord, and the form that it opens. */
export const memberMenu: Words['memberMenu'] = {
  show: 'Zugriff zeigen',
  grant: 'Zugriff geben',
  /** Before whom it was opened on. */
  to: 'An ',
  what: 'Was?',
  whatHint: 'Etwa „console acme-prod“, „role Reader on mdm-eu“ oder „item write on mdm-eu/pc-12“.',
  lengthHint: 'Etwa 30m, 8h, 5 days oder „until 18:00“. Das Feld darf leer bleiben.',
  reasonHint: 'Das kommt ins Protokoll.',
};
