// A browser for the tests of signing in: it keeps cookies by host, and goes from the console to the issuer and back.
// It must not know either of them.

export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Browser {
  /** Cookies by host and name; a test may read and spoil them. */
  readonly jar: Map<string, Map<string, string>>;
  /** One request, no redirect followed. */
  readonly once: (url: string, init?: RequestInit) => Promise<Seen>;
  /** Follows redirects to the end, or up to the first address that begins with `upTo`, which is not asked any more. */
  readonly go: (url: string, upTo?: string) => Promise<Seen & { readonly trail: readonly string[] }>;
}

type Fetch = (url: string, init: RequestInit) => Response | Promise<Response>;

const MOST_REDIRECTS = 12;

/** `home` is where addresses without a host lie, answered by `app`; every other host by the network. */
export const browser = (home: string, app: Fetch): Browser => {
  const jar: Browser['jar'] = new Map();
  const once: Browser['once'] = async (address, init = {}) => {
    const url = new URL(address, home);
    const cookies = jar.get(url.host) ?? new Map<string, string>();
    jar.set(url.host, cookies);
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const ask: Fetch = url.origin === home ? app : (to, how) => fetch(to, { ...how, redirect: 'manual' });
    const response = await ask(url.href, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return { url: url.href, status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    jar,
    once,
    go: async (address, upTo) => {
      const trail: string[] = [];
      let seen = await once(address);
      for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
        const location = seen.headers.get('location');
        if (location === null || seen.status < 300 || seen.status >= 400) break;
        const next = new URL(location, seen.url).href;
        trail.push(next);
        if (upTo !== undefined && next.startsWith(upTo)) break;
        seen = await once(next);
      }
      return { ...seen, trail };
    },
  };
};
