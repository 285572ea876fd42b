import { expect, it } from 'vitest';
import { isResponseUrl } from '../../../../src/chat/slack/outbound/response-url.ts';

const slack = 'https://slack.com/api/';
const local = 'http://127.0.0.1:4100/api/';

it.each([
  ['https://hooks.slack.com/commands/T1/1/abc', slack, true],
  ['https://hooks.slack.com/actions/T1/1/abc', slack, true],
  ['https://hooks.slack-gov.com/commands/T1/1/abc', 'https://slack-gov.com/api/', true],
  ['https://hooks.slack-gov.com/commands/T1/1/abc', slack, false],
  ['http://hooks.slack.com/commands/T1/1/abc', slack, false],
  ['https://hooks.slack.com:8443/commands', slack, false],
  ['https://hooks.slack.com@evil.test/commands', slack, false],
  ['https://user:word@hooks.slack.com/commands', slack, false],
  ['https://hooks.slack.com.evil.test/commands', slack, false],
  ['http://169.254.169.254/latest/meta-data', slack, false],
  ['file:///etc/passwd', slack, false],
  ['http://127.0.0.1:4100/respond/1', local, true],
  ['http://127.0.0.1:4101/respond/1', local, false],
  ['https://hooks.slack.com/commands/T1/1/abc', local, false],
  ['nothing', slack, false],
])('%s of %s: %s', (address, api, ours) => {
  expect(isResponseUrl(address, api)).toBe(ours);
});
