/** How the workspace behaves; the control API changes it. */
export interface Settings {
  /** How an e-mail typed in a slash command arrives: as it is, or as Slack's composer links it. */
  emails: 'mailto' | 'plain';
  /** Signatures on deliveries: right, made with another secret, or ten minutes old. */
  signature: 'valid' | 'forged' | 'stale';
  /** Refuse more than one message a second to one channel (after five at once), as Slack does. */
  strictRate: boolean;
}

export const usualSettings: Settings = { emails: 'mailto', signature: 'valid', strictRate: false };
