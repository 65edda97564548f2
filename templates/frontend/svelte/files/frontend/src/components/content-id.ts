/** Of the page's own content, which the link at the top skips to. */
export const CONTENT_ID = 'content';
