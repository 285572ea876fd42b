import { createHmac } from 'node:crypto';

export interface Sender {
  readonly port: number;
  readonly signingSecret: string;
  /** The workspace, channel and person that the command comes from. */
  readonly team: string;
  readonly channel: string;
  readonly user: string;
}

const COMMAND = '/access request console acme-prod for 1h because bench'.split(' ');

/** A slash command as Slack sends it, freshly signed, never the same twice: a whole HTTP/1.1 request. */
export function signedRequest(sender: Sender, n: number): Buffer {
  const seconds = Math.floor(Date.now() / 1000);
  const [command = '', ...text] = COMMAND;
  const body = new URLSearchParams({
    token: 'unused',
    team_id: sender.team,
    team_domain: 'acme',
    channel_id: sender.channel,
    channel_name: 'general',
    user_id: sender.user,
    user_name: 'bench',
    command,
    text: text.join(' '),
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `http://127.0.0.1:9/commands/${sender.team}/${n}/bench`,
    trigger_id: `${seconds}.${process.pid}.${n}`,
  }).toString();
  const signature = createHmac('sha256', sender.signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return Buffer.from(
    [
      'POST /slack/events HTTP/1.1',
      `Host: 127.0.0.1:${sender.port}`,
      'User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)',
      'Accept: application/json,*/*',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Slack-Request-Timestamp: ${seconds}`,
      `X-Slack-Signature: v0=${signature}`,
      '',
      body,
    ].join('\r\n'),
  );
}
