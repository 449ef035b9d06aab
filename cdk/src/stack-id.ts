/** `wiki` -> `WikibotWiki` */
export const stackIdOf = (service: string): string => `Wikibot${service.charAt(0).toUpperCase()}${service.slice(1)}`;
