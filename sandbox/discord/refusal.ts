import type { Json } from './types.ts';

/** What the REST API answers instead: thrown, and sent with its HTTP status. */
export interface Refusal extends Error {
  readonly refused: { status: number; body: Json };
}

/**
 * Discord's `{message, code}`.
 * @param code as in Discord's table of JSON error codes, 0 for the plain ones of HTTP
 */
export function refusal(status: number, code: number, message: string, more: Json = {}): Refusal {
  return Object.assign(new Error(message), { refused: { status, body: { message, code, ...more } } });
}

/** Whether something caught is a refusal, and not a fault of ours. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'refused' in error;
}

const unknown = (code: number, what: string) => (): Refusal => refusal(404, code, `Unknown ${what}`);

export const notFound = (): Refusal => refusal(404, 0, '404: Not Found');
export const unauthorized = (): Refusal => refusal(401, 0, '401: Unauthorized');
export const methodNotAllowed = (): Refusal => refusal(405, 0, '405: Method Not Allowed');
export const unknownApplication = unknown(10002, 'Application');
export const unknownChannel = unknown(10003, 'Channel');
export const unknownGuild = unknown(10004, 'Guild');
export const unknownMember = unknown(10007, 'Member');
export const unknownMessage = unknown(10008, 'Message');
export const unknownRole = unknown(10011, 'Role');
export const unknownUser = unknown(10013, 'User');
export const unknownWebhook = unknown(10015, 'Webhook');
export const unknownInteraction = unknown(10062, 'interaction');
export const unknownCommand = unknown(10063, 'application command');
export const alreadyAcknowledged = (): Refusal => refusal(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = (): Refusal => refusal(403, 50001, 'Missing Access');
export const notYourMessage = (): Refusal => refusal(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = (): Refusal => refusal(400, 50006, 'Cannot send an empty message');
export const closedMessages = (): Refusal => refusal(403, 50007, 'Cannot send messages to this user');
export const noGuildInCommon = (): Refusal =>
  refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
export const missingPermissions = (): Refusal => refusal(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = (): Refusal => refusal(401, 50027, 'Invalid Webhook Token');
export const badJson = (): Refusal => refusal(400, 50109, 'The request body contains invalid JSON.');
