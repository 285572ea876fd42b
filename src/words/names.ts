/** What people call products and instances; ids where nothing else is known. */
export interface Names {
  readonly product: (id: string) => string;
  readonly instance: (id: string) => string;
}

/** Where only ids are known, or they are what is to be typed. */
export const ids: Names = { product: (id) => id, instance: (id) => id };
