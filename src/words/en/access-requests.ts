/** What clients of the decision API read about requests. */
export const access = {
  taskTitle: {
    pending: 'Access requested',
    approved: 'Access approved',
    denied: 'Access denied',
    expired: 'The request lapsed',
    cancelled: 'The request was cancelled',
    failed: 'The request failed',
    partial: 'Some of it was approved',
  },
  taskText: (status: string): string => {
    switch (status) {
      case 'pending':
        return 'Someone with authority has to approve it in chat.';
      case 'approved':
        return 'Ask for a decision again: it says what is allowed now.';
      case 'denied':
        return 'An approver denied it.';
      case 'expired':
        return 'Nobody decided in time. Ask again if it’s still needed.';
      case 'cancelled':
        return 'It was withdrawn, or what it rested on has changed.';
      case 'partial':
        return 'See each item.';
      default:
        return 'It couldn’t be requested. See what the request was answered.';
    }
  },
  problems: {
    invalid_denial_binding: 'The request doesn’t fit the denial',
    expired_denial: 'The denial is too old',
    not_requestable: 'This can’t be requested',
    duplicate_request: 'This Idempotency-Key was used for another request',
    unknown_task: 'There is no such request',
    invalid_task_state: 'The request is over',
  },
  noToken: 'Send the denial’s binding_token and expires_at as they came.',
  badToken:
    'The binding_token isn’t one of this service, or was changed. Ask for a decision again, and send what comes.',
  notBound: 'The binding_token belongs to another subject, resource, action, client or evaluation than this request.',
  sharedToken: 'Two items have the same binding_token. Ask for a decision for each of them.',
  usedToken: 'This binding_token was used for another request. Ask for a decision again.',
  tooOld: 'The denial can be requested for ten minutes. Ask for a decision again.',
  permitted: 'It’s allowed now. Ask for a decision again.',
  none: 'Nobody could approve this now, or it can’t be given. Ask for a decision again: it says whether it can be requested.',
  unknownEntitlement:
    'requested_access["latchkey.dev/entitlement"] has to be one of those that request_schema_url lists.',
  mustName:
    'All that gives this can define permissions, so it’s never chosen: name one in requested_access["latchkey.dev/entitlement"]. request_schema_url lists them.',
  otherBody: 'The same key comes with another body. Use a new key for each request.',
  unknownTask: 'It doesn’t exist, is kept no longer, or isn’t this client’s.',
  isOver: 'It’s no longer pending, so nothing is left to cancel.',
  unknownActor: (id: string) =>
    `The actor “${id}” isn’t one of this client’s actors in latchkey.yml, so it can’t act for anybody here.`,
  tooDeep: 'The chain of actors is too long.',
  badActor: 'Each actor needs a name and an issuer: id and issuer in client.actor, sub and iss in every act.',
  unknownCallback: 'callback.endpoint isn’t one of this client’s callbacks in latchkey.yml.',
  noSchemaTitle: 'There is no such schema',
  noSchema: 'Take the address from a denial, as it came.',
  title: 'The request can’t be taken',
  tooMany: 'Too many requests',
  slowDown: (seconds: number): string =>
    `That’s more than this client may ask each second. Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, and take this for a denial.`,
  requestLater: (seconds: number): string =>
    `That’s more than this client may ask each second. Send it again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  displayTitle: 'Request access',
  display: (entitlement: string) => `Ask in chat for ${entitlement}.`,
} as const;
