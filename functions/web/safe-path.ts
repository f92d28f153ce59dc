// Where a redirect may lead: a path of this very site, in ASCII, and nothing that a browser could read as another host.
// It must not know which paths exist.

const HERE = 'http://here.invalid';
const PATH_LENGTH = 1_000;

/**
 * The path and query of an address on this site; `/` for anything else.
 * @example safePath('//evil.example') // '/'
 */
export const safePath = (wanted: string): string => {
  // A backslash is a slash to browsers, and control characters vanish before they read an address.
  if (!wanted.startsWith('/') || wanted.length > PATH_LENGTH || /[\\\s]|\p{Cc}/u.test(wanted) || !URL.canParse(wanted, HERE)) return '/';
  const url = new URL(wanted, HERE);
  return url.origin === HERE && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
};
