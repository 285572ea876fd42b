import { type Connection, type Model, Schema } from 'mongoose';
import type { PersonId } from '../domain/identity.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';

/** An e-mail, lower-cased, and the one person it belongs to. */
interface AddressDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly address: string;
  readonly person: PersonId;
  readonly proved: boolean;
}

export type Address = Pick<AddressDocument, 'address' | 'person' | 'proved'>;

export const addressModel = (connection: Connection): Model<AddressDocument> =>
  connection.model<AddressDocument>(
    'Address',
    new Schema<AddressDocument>(
      { _id: String, tenant: String, address: String, person: String, proved: Boolean },
      schemaOptions,
    ).index({ tenant: 1, person: 1, address: 1 }, { name: 'of_person' }),
    'addresses',
  );

export type Addresses = ReturnType<typeof createAddresses>;

/** The part of `people` that is about e-mails, which come lower-cased. Errors are the driver's: the caller wraps them. */
export function createAddresses(model: Model<AddressDocument>, tenant: string) {
  const idOf = (address: string): string => derivedId(tenant, address);

  return {
    find: (address: string): Promise<Address | null> => model.findOne({ _id: idOf(address) }).lean(),
    findAll: (addresses: readonly string[]): Promise<readonly Address[]> =>
      model.find({ _id: { $in: addresses.map(idOf) } }).lean(),
    ofPeople: (people: readonly PersonId[]): Promise<readonly Address[]> =>
      model
        .find({ tenant, person: { $in: [...people] } })
        .sort({ person: 1, address: 1 })
        .lean(),
    /** False where it belongs to somebody already. */
    insert: (address: string, person: PersonId): Promise<boolean> =>
      insertOnce(model, { _id: idOf(address), tenant, address, person, proved: false }),
    async prove(address: string): Promise<void> {
      await model.updateOne({ _id: idOf(address) }, { $set: { proved: true } });
    },
    /** Gives the e-mail, proved, to a person, whoever had it. Harmless to repeat. */
    async give(address: string, person: PersonId): Promise<void> {
      await insertOnce(model, { _id: idOf(address), tenant, address, person, proved: true });
      await model.updateOne({ _id: idOf(address) }, { $set: { person, proved: true } });
    },
  };
}
