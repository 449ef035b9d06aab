import { ConditionFailed } from '@wikibot/platform/kernel/table';

/** False when a condition of the write did not hold. */
export const succeeds = async (write: Promise<void>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};
