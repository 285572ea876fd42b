/** Nothing that could be taken for another: no vowels, no 0, 1, 5, I, L, O, S. 26 of them, so 37 bits a code. */
export const codeAlphabet = '2346789BCDFGHJKMNPQRTVWXYZ';
export const codeLength = 8;

const code = new RegExp(`^[${codeAlphabet}]{${codeLength}}$`);

/** A typed code without its dash and in capitals; null where it is none. */
export function readCode(text: string): string | null {
  const plain = text.replace(/[\s\-–—]/g, '').toUpperCase();
  return code.test(plain) ? plain : null;
}

/** As people read it: `XXXX-XXXX`. */
export function showCode(plain: string): string {
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
