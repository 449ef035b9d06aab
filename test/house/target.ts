/** Which running product the journeys are made against; the only place that reads `TARGET`. */
export const targets = ['host', 'template'] as const;
export type Target = (typeof targets)[number];

export const targetOf = (name: string | undefined): Target => {
  const found = targets.find((target) => target === (name ?? 'host'));
  if (!found) throw new Error(`TARGET=${name} is unknown; there is: ${targets.join(', ')}`);
  return found;
};

export const target: Target = targetOf(process.env['TARGET']);
