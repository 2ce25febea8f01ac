import { z } from 'zod';

const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

export const exampleConfig = z.strictObject({
  url: z.url(),
  token: secret,
  webhookSecret: secret,
});

export type ExampleConfig = z.output<typeof exampleConfig>;
