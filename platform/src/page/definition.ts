// Label, destination with or without < >, and an optional title, all in one line (CommonMark 4.7).
const DEFINITION = /^\[(?!\^)[^[\]]{1,999}\]:[ \t]*(?:<([^<>]*)>|([^\s<]\S*))(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/d;

/** Where the destination of a link reference definition lies in its line; undefined when the line is none. */
export const definitionAt = (line: string): readonly [from: number, to: number] | undefined => {
  const found = DEFINITION.exec(line);
  return found?.indices?.[1] ?? found?.indices?.[2];
};
