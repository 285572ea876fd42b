import { Int32 } from 'bson';
import { errorFields, isMongoError } from '../errors.ts';
import type { Doc } from '../values.ts';

/** Collects what went wrong with single writes of a batch. */
export interface WriteErrors {
  /** Runs one write; false when the batch must stop here. What is not MongoDB's refusal is thrown on. */
  attempt(index: number, write: () => void): boolean;
  /** `writeErrors` for the reply, or nothing. */
  fields(): Doc;
}

export const createWriteErrors = (ordered: boolean): WriteErrors => {
  const errors: Doc[] = [];
  return {
    attempt: (index, write) => {
      try {
        write();
        return true;
      } catch (error) {
        if (!isMongoError(error)) throw error;
        const { codeName: _name, ...fields } = errorFields(error);
        errors.push({ index: new Int32(index), ...fields });
        return !ordered;
      }
    },
    fields: () => (errors.length > 0 ? { writeErrors: errors } : {}),
  };
};
