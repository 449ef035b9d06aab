/** The page where every reader of a wiki begins, unless its owner has appointed another. */
export const homeOf = ({ home }: { readonly home?: string | undefined }): string => home ?? 'Home';
