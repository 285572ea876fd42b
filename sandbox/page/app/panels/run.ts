/** Does something, and shows the sentence where it fails. */
export type Run = (work: Promise<unknown>) => void;
