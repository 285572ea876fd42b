import { domainToASCII, domainToUnicode } from 'node:url';

/** What stands between the dots of a local part (RFC 5322, dot-atom). */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const longestLocalPart = 64;
const longestAddress = 254;

/** Lower-cases A to Z and nothing else: no other letter is taken for one of them, such as the Kelvin sign for a k. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * A domain in its ASCII form (UTS 46), lower-cased; null: it is none. A name that UTS 46 would turn into another one than
 * was written, beyond the case of A to Z, is none either: nothing is folded (A8).
 */
export function readDomain(text: string): string | null {
  const written = asciiLower(text);
  const ascii = /^[\x20-\x7e]*$/.test(written) ? written : asciiForm(written);
  const labels = ascii?.split('.') ?? [];
  return labels.length >= 2 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '')
    ? labels.join('.')
    : null;
}

function asciiForm(written: string): string | null {
  const ascii = domainToASCII(written);
  return ascii !== '' && domainToUnicode(ascii) === written ? ascii : null;
}

/**
 * An e-mail address in the form in which addresses are compared: a local part in dot-atom form of at most 64 characters, and
 * a domain in its ASCII form. Null: it is none, and is refused by name (A8).
 */
export function readAddress(text: string): string | null {
  const written = text.trim();
  const at = written.lastIndexOf('@');
  const local = written.slice(0, Math.max(0, at));
  const domain = readDomain(written.slice(at + 1));
  if (domain === null || local.length > longestLocalPart || !localPart.test(local)) return null;
  const address = `${asciiLower(local)}@${domain}`;
  return address.length <= longestAddress ? address : null;
}
