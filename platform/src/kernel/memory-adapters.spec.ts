import { memoryPayloads } from './payloads.ts';
import { describePayloads } from './payloads.suite.ts';
import { describeSecrets } from './secrets.suite.ts';
import { memorySecrets } from './test-kernel.ts';

describePayloads('the memory', async () => memoryPayloads());
describeSecrets('the memory', async () => {
  const secrets = memorySecrets();
  return () => secrets;
});
