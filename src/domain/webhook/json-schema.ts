import { z } from 'zod';

/** The JSON Schema of a codec, as receivers get it: fields may be added later, so others than these are allowed. */
export function publicSchema(codec: z.ZodType): object {
  return z.toJSONSchema(codec, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
