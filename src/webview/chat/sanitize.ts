import createDOMPurify from 'dompurify';

const purify = createDOMPurify(window);

const tags =
  'a b blockquote br button code del em h1 h2 h3 h4 h5 h6 hr i input li ol p pre s span strong table tbody td th thead tr ul';
const plainAttributes = 'align checked class data-language data-source disabled start title type';

/** HTML as nodes without anything that could run, load or post. */
export function sanitizedFragment(html: string): DocumentFragment {
  return purify.sanitize(html, {
    ALLOWED_TAGS: tags.split(' '),
    ALLOWED_ATTR: ['href', ...plainAttributes.split(' ')],
    ALLOWED_URI_REGEXP: /^https?:/i,
    // Without this their values would have to be addresses too.
    ADD_URI_SAFE_ATTR: plainAttributes.split(' '),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
