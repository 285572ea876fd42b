import type { Outcome } from '../deliver/types.ts';

type Failure = Extract<Outcome, { ok: false }>;

/** What Slack tells a person whose slash command went nowhere. */
export function commandFailure(command: string, { error }: Failure): string {
  if (error === 'operation_timeout') return `${command} failed because the app did not respond.`;
  return `${command} failed with the error "${error === 'http_error' ? 'app_error' : 'dispatch_failed'}"`;
}

/** What Slack shows beside a button, or in a modal, that got no answer. */
export function interactionFailure({ error }: Failure): string {
  if (error === 'operation_timeout') return 'This app did not respond in time. Try again?';
  if (error === 'dispatch_failed') return 'We had some trouble connecting to this app. Try again?';
  return 'This app answered with an error. Try again?';
}
