import { defineContract } from '../kit/index.ts';

const reason =
  'no description of S3 is at hand (Amazon publishes Smithy models in its SDKs); the tests of this folder compare whole requests with the documentation';

export default defineContract({
  descriptions: [],
  fields: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret', region: 'eu-central-1', bucket: 'globex' },
  learnt: { origin: 'https://globex.s3.eu-central-1.amazonaws.com' },
  skip: { '*': reason },
});
