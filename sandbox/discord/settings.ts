/** How the guild behaves; the control API changes it. */
export interface Settings {
  /** How long the app may take to answer an interaction, in milliseconds; Discord's 3000. */
  patience: number;
  /** Whether the Server Members Intent is on: without, the Gateway closes with 4014 on who asks for it. */
  membersIntent: boolean;
}
