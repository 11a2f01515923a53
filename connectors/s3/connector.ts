import { defineConnector } from '../kit/index.ts';
import { createObject, getObject, headObject, putObject } from './actions/contents.ts';
import { copyObject, deleteObject, deleteObjects, listObjects, moveObject } from './actions/organise.ts';
import { accountTypes, amazon } from './auth.ts';
import { bucketObject } from './bucket.ts';
import { check, lookUp } from './check.ts';
import { destination } from './destination.ts';
import { models } from './models.ts';
import { objectObject } from './object.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Amazon S3',
  category: 'Files',
  description:
    'Object storage, Amazon’s or a compatible one (R2, MinIO, B2, Wasabi): objects listed, read, written, copied.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html',
  version: '2006-03-01',
  auth: amazon,
  accountTypes,
  // Of the bucket: learnt from region, endpoint and bucket.
  baseUrl: '{{origin}}',
  // The list of buckets, and where Amazon redirects to while a bucket is young.
  hosts: ['*.amazonaws.com', '*.amazonaws.com.cn'],
  // Amazon allows thousands of requests a second for each prefix; others far fewer.
  limits: [{ scope: 'connection', requests: 100, perMs: 1_000, concurrent: 20 }],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects: { object: objectObject, bucket: bucketObject },
  models,
  actions: {
    putObject,
    createObject,
    getObject,
    headObject,
    listObjects,
    copyObject,
    moveObject,
    deleteObject,
    deleteObjects,
  },
  triggers,
  options,
  destination,
});
