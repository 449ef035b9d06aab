/** What a page and the frame of a diagram say to each other. */
export interface DiagramOrder {
  readonly source: string;
  readonly isDark: boolean;
}

export type DiagramAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'drawn'; readonly width: number; readonly height: number }
  | { readonly kind: 'failed'; readonly reason: string };
