// One port, several applications: which of them answers a request, and the line that is logged about it.
// It must not know what any of them does.
import { drained } from './drain.ts';
import type { Fetch } from './listen.ts';
import { isLoopback } from './options.ts';
import { errorName } from './retry.ts';
import { type Language, say } from './words.ts';

export interface FrontParts {
  readonly console: Fetch;
  readonly public: Fetch;
  /** The sign-in chooser and the mailbox: only this machine has them. */
  readonly local: Fetch;
  /** Does every part answer? */
  readonly healthy: () => Promise<boolean>;
  /** Waits a moment for the totals to catch up with what was written. */
  readonly settled: () => Promise<unknown>;
  /** Somebody has just handed in a file to import. */
  readonly handedIn: () => void;
}

export interface FrontOptions {
  /** Only names of this machine are answered: a foreign name that resolves here comes from a page that means harm. */
  readonly loopbackOnly: boolean;
  readonly log: (line: string) => void;
}

type Part = 'health' | 'local' | 'public' | 'console';

/** First match wins. */
const ROUTES: readonly (readonly [RegExp, Part])[] = [
  [/^\/healthz$/, 'health'],
  [/^\/sign-in$/, 'local'],
  [/^\/mailbox(?:\/|$)/, 'local'],
  [/^\/\d{6}\/(?:a|status|open)(?:\/|$)/, 'public'],
  [/^\/api\/public\//, 'public'],
];

const partOf = (path: string): Part => ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';

// Somebody who has just registered a visit expects to see it counted; the projector is a few milliseconds behind.
const COUNTED = /^\/(?:api\/v1\/)?reports(?:\/|$)/;

const HANDED_IN = /^\/(?:api\/v1\/)?imports(?:\/|$)/;

const TOO_LARGE = 413;

// The token of an action link is as good as a password for its purpose.
const withoutToken = (path: string): string => path.replace(/^(\/\d{6}\/a\/)[^/]+/, '$1…');

/** Answers "starting" until `open` is called with the parts. */
export const frontDoor = ({ loopbackOnly, log }: FrontOptions) => {
  let parts: FrontParts | undefined;

  const answer = async (request: Request, url: URL): Promise<Response> => {
    if (loopbackOnly && !isLoopback(url.hostname.replace(/^\[|\]$/g, ''))) return plain(request, 'wrongHost', 421);
    const part = partOf(url.pathname);
    if (part === 'health') {
      const ok = parts !== undefined && (await parts.healthy());
      return Response.json({ ok }, { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } });
    }
    if (!parts) return plain(request, 'starting', 503, { 'retry-after': '1' });
    if (COUNTED.test(url.pathname)) await parts.settled();
    const response = await parts[part](request);
    if (request.method === 'POST' && HANDED_IN.test(url.pathname)) parts.handedIn();
    return response;
  };

  return {
    open: (ready: FrontParts): void => {
      parts = ready;
    },
    fetch: async (request: Request): Promise<Response> => {
      const started = performance.now();
      const url = new URL(request.url);
      let response: Response;
      try {
        response = await answer(request, url);
      } catch (error) {
        log(`front: ${errorName(error)}`);
        response = plain(request, 'broken', 500);
      }
      // A connection on which a body was left lying cannot be used again.
      if (response.status === TOO_LARGE && !(await drained(request))) response.headers.set('connection', 'close');
      log(`${request.method} ${withoutToken(url.pathname)} ${response.status} ${Math.round(performance.now() - started)}ms`);
      return response;
    },
  };
};

const plain = (
  request: Request,
  word: 'wrongHost' | 'starting' | 'broken',
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response => {
  const lang: Language = /^en/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'zh';
  return new Response(`${say(word, lang)}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  });
};
