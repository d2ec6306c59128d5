import createDOMPurify from 'dompurify';

const purify = createDOMPurify(window);

const options = {
  ALLOWED_TAGS:
    'a b blockquote br button code del em h1 h2 h3 h4 h5 h6 hr i input li ol p pre s span strong table tbody td th thead tr ul'.split(
      ' ',
    ),
  ALLOWED_ATTR: [
    'align',
    'checked',
    'class',
    'data-language',
    'data-source',
    'disabled',
    'href',
    'start',
    'title',
    'type',
  ],
  ALLOWED_URI_REGEXP: /^https?:/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const;

/** HTML as nodes without anything that could run, load or post. */
export function sanitizedFragment(html: string): DocumentFragment {
  return purify.sanitize(html, {
    ...options,
    ALLOWED_TAGS: [...options.ALLOWED_TAGS],
    ALLOWED_ATTR: [...options.ALLOWED_ATTR],
  });
}
