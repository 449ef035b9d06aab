import { memoryPayloads } from './payloads.ts';
import { describePayloads } from './payloads.suite.ts';
import { describeSecrets } from './secrets.suite.ts';
import { memorySecrets } from './test-kernel.ts';
import { memoryUploads, tokenOfUpload } from './uploads.ts';
import { describeUploads } from './uploads.suite.ts';

describePayloads('the memory', async () => memoryPayloads());
describeSecrets('the memory', async () => {
  const secrets = memorySecrets();
  return () => secrets;
});
describeUploads('the memory', async () => {
  const uploads = memoryUploads(Date.now);
  return { uploads, now: Date.now, put: ({ url }, content) => uploads.receive(tokenOfUpload(url), content) };
});
