/** The menu of a member in Discord, and the form that it opens. */
export const memberMenu = {
  show: 'Show access',
  grant: 'Grant access',
  /** Before whom it was opened on. */
  to: 'To ',
  what: 'What?',
  whatHint: 'Such as “console acme-prod”, “role Reader on mdm-eu” or “item write on mdm-eu/pc-12”.',
  lengthHint: 'Such as 30m, 8h, 5 days or “until 18:00”. You can leave it empty.',
  reasonHint: 'This goes into the record.',
} as const;
