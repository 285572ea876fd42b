import { everyScope } from './scopes.ts';

/** How the workspace behaves; the control API changes it. */
export interface Settings {
  /** How an e-mail typed in a slash command arrives: as it is, or as Slack's composer links it. */
  emails: 'mailto' | 'plain';
  /** Signatures on deliveries: right, made with another secret, or ten minutes old. */
  signature: 'valid' | 'forged' | 'stale';
  /** Refuse more than one message a second to one channel (after five at once), as Slack does. */
  strictRate: boolean;
  /** Whether the app is installed: without, its token opens nothing and its command isn't there. */
  installed: boolean;
  /** The scopes that were granted to the app. */
  scopes: readonly string[];
}

export const usualSettings: Settings = {
  emails: 'mailto',
  signature: 'valid',
  strictRate: false,
  installed: true,
  scopes: everyScope,
};
