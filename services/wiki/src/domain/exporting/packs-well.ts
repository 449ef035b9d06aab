/** By its ending: what is packed already only gets longer when it is packed again. */
const PACKED = /\.(?:png|jpe?g|gif|webp|avif|mp[34]|m4a|ogg|webm|zip|gz|7z|docx|xlsx|pptx|od[tsp]|pdf|woff2?|bundle)$/i;

export const packsWell = (name: string): boolean => !PACKED.test(name);
