/** The one app installed in the local workspace, and its secrets, which open nothing but this sandbox. */
export interface Identity {
  appId: string;
  botId: string;
  botUserId: string;
  name: string;
  command: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  verificationToken: string;
}

/** @param secrets in place of the well-known ones of the sandbox */
export function identityWith(
  secrets: Partial<Pick<Identity, 'botToken' | 'appToken' | 'signingSecret'>> = {},
): Identity {
  return {
    appId: 'A0LATCHKEY',
    botId: 'B0LATCHKEY',
    botUserId: 'U0LATCHKEY',
    name: 'Latchkey',
    command: '/access',
    botToken: 'xoxb-local-sandbox',
    appToken: 'xapp-local-sandbox',
    signingSecret: 'local-sandbox-signing-secret',
    verificationToken: 'local-sandbox-verification',
    ...secrets,
  };
}

/** Slack's own helper, who says what went wrong. */
export const SLACKBOT = 'USLACKBOT';
