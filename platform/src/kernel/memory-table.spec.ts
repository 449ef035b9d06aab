import { memoryTable } from './memory-table.ts';
import { describeTable } from './table.suite.ts';
import { describeTail } from './tail.suite.ts';

const close = async (): Promise<void> => undefined;

describeTable('the memory table', async (now) => ({ table: memoryTable({ now }), close }));
describeTail('the memory table', async () => ({ table: memoryTable(), close }));
