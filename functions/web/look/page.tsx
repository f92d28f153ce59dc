// The frame of every page: seal and name, navigation, number search, account, language, and the landmarks in between.
// It must not know what a page shows, nor ask anybody: all it says is handed in.
import type { Child } from 'hono/jsx';
import { wordsFor, type Language, type Words } from '../words/index.ts';
import { pageScript, stylesheet } from './assets.ts';

export type Tab = 'today' | 'desk' | 'petitions' | 'sessions' | 'people' | 'imports' | 'reports' | 'mailbox';

export interface SignedIn {
  readonly name: string;
  readonly unit: string;
  /** Form token of the session; without one the page offers no sign-out. */
  readonly token?: string;
  /** Rooms this person has no business in. */
  readonly closed?: readonly Tab[];
}

export interface PageProps {
  readonly title: string;
  readonly lang: Language;
  readonly nonce?: string;
  readonly signedIn?: SignedIn;
  readonly active?: Tab;
  /** For forms and notes: a column as wide as a sheet of paper. */
  readonly narrow?: boolean;
  /** Path of this page, for coming back after the language switch; without it the switch returns to the front. */
  readonly here?: string;
  readonly children?: Child;
}

const TABS: readonly { readonly tab: Tab; readonly href: string }[] = [
  { tab: 'today', href: '/' },
  { tab: 'desk', href: '/desk' },
  { tab: 'petitions', href: '/petitions' },
  { tab: 'sessions', href: '/sessions' },
  { tab: 'people', href: '/people' },
  { tab: 'imports', href: '/imports' },
  { tab: 'reports', href: '/reports' },
  { tab: 'mailbox', href: '/mailbox' },
];

/**
 * A whole document.
 * @example await send(c, <Page title="今日" lang="zh" nonce={c.var.nonce} signedIn={{ name, unit }} active="today">…</Page>)
 */
export const Page = ({ title, lang, nonce, signedIn, active, narrow, here, children }: PageProps) => {
  const words = wordsFor(lang);
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${words.frame.brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href={SEAL} />
        <link rel="stylesheet" href={stylesheet.path} />
        <script src={pageScript.path} nonce={nonce} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {words.frame.skip}
        </a>
        <header class="top">
          <div class="top-in">
            <a class="brand" href="/" title={words.frame.brandMeaning}>
              <span class="seal" aria-hidden="true">
                首
              </span>
              <span class="word">{words.frame.brand}</span>
            </a>
            {signedIn ? <Nav words={words} active={active} closed={signedIn.closed ?? []} /> : <span class="nav"></span>}
            {signedIn && <Find words={words} />}
            {signedIn ? <Account words={words} signedIn={signedIn} here={here} /> : <Switch words={words} here={here} />}
          </div>
        </header>
        <main id="main" tabindex={-1} class={narrow ? 'narrow' : undefined}>
          {children}
        </main>
        <footer class="foot">
          {`${words.frame.brandMeaning} · ${words.frame.footer}`}
          {signedIn && <Contract words={words} />}
        </footer>
      </body>
    </html>
  );
};

// For whoever writes a program; petitioners are not bothered with it.
const Contract = ({ words }: { words: Words }) => (
  <>
    {' · '}
    <a href="/api/docs">{words.frame.contract}</a>
  </>
);

// The seal as a picture of its own, so that browsers need not ask for one.
const SEAL =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#b3261e"/><text x="16" y="23" font-size="20" text-anchor="middle" fill="#fff" font-family="serif">首</text></svg>',
  );

const Nav = ({ words, active, closed }: { words: Words; active: Tab | undefined; closed: readonly Tab[] }) => (
  <nav class="nav" aria-label={words.frame.mainNav}>
    {TABS.filter(({ tab }) => !closed.includes(tab)).map(({ tab, href }) => (
      <a href={href} aria-current={tab === active ? 'page' : undefined}>
        {words.frame.nav[tab]}
      </a>
    ))}
  </nav>
);

// Numbers only: names and telephones never stand in an address.
const Find = ({ words }: { words: Words }) => (
  <form class="find" role="search" action="/find" method="get">
    <label class="aside-only" for="q">
      {words.frame.search.label}
    </label>
    <input
      id="q"
      name="q"
      type="search"
      autocomplete="off"
      maxlength={40}
      placeholder={words.frame.search.placeholder}
      title={words.frame.search.key}
      aria-keyshortcuts="/"
    />
    <button type="submit">{words.frame.search.go}</button>
  </form>
);

const Account = ({ words, signedIn, here }: { words: Words; signedIn: SignedIn; here: string | undefined }) => (
  <details class="me">
    <summary title={words.frame.account}>
      <span>
        {signedIn.name}
        <span class="unit">{signedIn.unit === signedIn.name ? '' : ` · ${signedIn.unit}`}</span>
      </span>
    </summary>
    <div class="me-panel">
      <p>
        <b>{signedIn.name}</b> <span class="soft">{signedIn.unit}</span>
      </p>
      <Switch words={words} here={here} button />
      {signedIn.token !== undefined && (
        <form method="post" action="/sign-out">
          <input type="hidden" name="token" value={signedIn.token} />
          <button class="button" type="submit">
            {words.frame.signOut}
          </button>
        </form>
      )}
    </div>
  </details>
);

const Switch = ({ words, here, button }: { words: Words; here: string | undefined; button?: boolean }) => (
  <a
    class={button ? 'button' : 'plain-link'}
    href={`/language?to=${words.lang === 'en' ? 'zh' : 'en'}&back=${encodeURIComponent(here ?? '/')}`}
    lang={words.lang === 'en' ? 'zh-CN' : 'en'}
    title={words.frame.otherLanguageHint}
    rel="nofollow"
  >
    {words.frame.otherLanguage}
  </a>
);
