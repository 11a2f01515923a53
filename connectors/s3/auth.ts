import { z } from 'zod';
import type { AccountType, SignatureAuth } from '../kit/index.ts';

const keys = {
  accessKeyId: z.string().trim().min(1).meta({ title: 'Access key ID', placeholder: 'AKIAIOSFODNN7EXAMPLE' }),
  secretAccessKey: z.string().trim().min(1).meta({ title: 'Secret access key', secret: true }),
};
const bucket = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][\w.-]{1,254}$/, 'Write the name of the bucket alone, without s3:// and without a folder.')
  .meta({ title: 'Bucket', placeholder: 'globex-exports' });
const regionName = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]+$/i, 'Write the code of the region, such as eu-central-1.');

const signature = (fields: z.ZodObject, help: string): SignatureAuth => ({
  kind: 'signature',
  fields,
  help,
  scheme: {
    kind: 'aws-sigv4',
    service: 's3',
    region: '{{region}}',
    accessKeyId: '{{accessKeyId}}',
    secretAccessKey: '{{secretAccessKey}}',
  },
});

export const amazon = signature(
  z.object({
    ...keys,
    region: regionName.meta({ title: 'Region', placeholder: 'eu-central-1', description: 'Where the bucket is.' }),
    bucket,
  }),
  'An access key of an IAM user that may use this one bucket: IAM, Users, Security credentials, Create access key.',
);

const other = signature(
  z.object({
    ...keys,
    endpoint: z
      .string()
      .trim()
      .regex(/^https?:\/\/[^\s/?#@]+\/?$/, 'Write protocol and host, such as https://s3.example.com, and no bucket.')
      .transform((text) => text.replace(/\/$/, ''))
      .meta({ title: 'Endpoint', placeholder: 'https://s3.example.com', description: 'Without the bucket.' }),
    region: regionName.default('us-east-1').meta({
      title: 'Region',
      description: 'As the provider names it: auto for Cloudflare R2, us-east-1 for MinIO unless it was changed.',
    }),
    bucket,
    addressing: z
      .enum(['path', 'host'])
      .default('path')
      .meta({
        title: 'The bucket stands',
        choices: { path: 'Behind the host: s3.example.com/bucket', host: 'Before it: bucket.s3.example.com' },
      }),
  }),
  'An access key for this one bucket, from the console of the provider.',
);

export const accountTypes: Record<string, AccountType> = {
  amazon: { label: 'Amazon S3' },
  other: {
    label: 'Another S3-compatible storage',
    detail: 'Cloudflare R2, MinIO, Backblaze B2, Wasabi, DigitalOcean Spaces and the like.',
    auth: other,
  },
};
