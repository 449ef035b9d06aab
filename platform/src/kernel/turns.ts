/** Work on the same topic goes one after the other, in the order it was asked for; work on different topics does not wait. */
export const turns = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(topic: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(topic) ?? Promise.resolve()).then(work, work);
    last.set(topic, turn);
    const leave = (): void => {
      if (last.get(topic) === turn) last.delete(topic);
    };
    turn.then(leave, leave);
    return turn;
  };
};
