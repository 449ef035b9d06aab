/** What we use of mermaid, which is a script of its own and leaves one name behind. */
declare const mermaid: {
  initialize(options: Readonly<Record<string, unknown>>): void;
  /** Draws into the document to measure, and answers the finished picture. */
  render(id: string, source: string): Promise<{ readonly svg: string }>;
};
