import { stdSerializers } from 'pino';

const GONE = '[redacted]';
const DEEPEST = 8;
const secretKey =
  /^(authorization|cookie|password|secret|.*token|.*signing_?secret|.*client_?secret|.*secret_?key|response_?url|trigger_?id|x-slack-signature)$/i;
/**
 * The chats' tokens, bearer, bot and basic headers, their answering addresses, what comes back from signing in, and what
 * stands before the @ of an address.
 */
const secretText: readonly [RegExp, string][] = [
  [/\bx(?:ox[a-z]|app)-[\w-]{4,}/gi, GONE],
  // An id in base64, a time and a signature, as bots have them.
  [/\b[MNO][\w-]{21,31}\.[\w-]{5,8}\.[\w-]{26,48}(?![\w-])/g, GONE],
  [/\b(Bearer|Bot|Basic) [\w.~+/-]{16,}=*/g, `$1 ${GONE}`],
  [/(https?:\/\/[^\s"']*\/(?:commands|actions|app)\/T\w+\/)[^\s"']+/g, `$1${GONE}`],
  [/(\/(?:webhooks|interactions)\/\d+\/)[\w.~%-]{16,}/g, `$1${GONE}`],
  [/([?&](?:code|state|client_secret|access_token|refresh_token)=)[^&\s"'#]+/gi, `$1${GONE}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${GONE}@`],
];

/**
 * A copy of what is to be logged, without secrets: by the names of its fields and by the look of its texts. Errors come with
 * message, stack, causes and fields; what lies deeper than eight levels is left out.
 */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return secretText.reduce((text, [look, instead]) => text.replace(look, instead), value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (value instanceof Error) return scrub({ ...stdSerializers.errWithCause(value) }, depth);
  if (writesItself(value)) return scrub(value.toJSON(), depth + 1);
  if (Array.isArray(value)) return value.map((one) => scrub(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, secretKey.test(key) ? GONE : scrub(one, depth + 1)]),
  );
}

function writesItself(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
