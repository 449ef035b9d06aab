/** Numbers from 0 up to, not including, 1 for specs: the same each time, and spread over the whole range (Lehmer's generator). */
export const repeatable = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
