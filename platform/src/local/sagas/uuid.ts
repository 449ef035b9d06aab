/** A version 4 UUID from any source of randomness in [0, 1), so that a test can repeat it (RFC 9562). */
export const uuidFrom = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const nibble = Math.floor(random() * 16);
    return (place === 'x' ? nibble : (nibble & 0x3) | 0x8).toString(16);
  });
